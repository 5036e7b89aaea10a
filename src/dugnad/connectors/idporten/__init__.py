"""Log-in through OpenID Connect: ID-porten, and providers that speak as it does."""
