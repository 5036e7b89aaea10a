"""Where people probably are: a probability over the rooms of a building for each, from unreliable sightings."""
