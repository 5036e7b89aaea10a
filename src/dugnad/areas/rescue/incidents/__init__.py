"""The commander's screen: people, plan, teams, and all that is said and done."""
