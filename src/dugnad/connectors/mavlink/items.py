"""From waypoints to MAVLink mission items, by the profile of the firmware that flies them.

Source: MAVLink's common message set (mission items and MAV_CMD) and the autopilots' own lists of what they support.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from math import nan

from dugnad.engines.coverage.globe import Place

__all__ = ["PROFILES", "Command", "Item", "Place", "Profile", "items", "marks"]
# MAV_FRAME_GLOBAL_RELATIVE_ALT and MAV_FRAME_MISSION.
RELATIVE, MISSION = 3, 2


class Command(IntEnum):
    """The commands that are used, by their numbers in MAV_CMD."""

    WAYPOINT = 16
    RETURN = 20
    TAKE_OFF = 22
    YAW = 115
    SPEED = 178
    ROI_LOCATION = 195
    ROI = 201
    DIGICAM = 203
    MOUNT = 205
    GIMBAL = 1000
    PICTURE = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """One mission item: a command with its seven parameters (5 to 7 are latitude, longitude, height)."""

    command: Command
    frame: int
    params: tuple[float, float, float, float, float, float, float]


Making = Callable[[Place], Sequence[Item]]


@dataclass(frozen=True, slots=True)
class Profile:
    """What differs between firmwares. `home_first`: item 0 is home, as ArduPilot wants it.

    `look` turns the vehicle or its camera to where the place says, `tilt` its camera up or down.
    """

    name: str
    label: str
    firmware: int
    home_first: bool
    yaw_in_waypoint: bool
    look: Making = field(repr=False)
    tilt: Making = field(repr=False)
    shoot: Making = field(repr=False)


def _do(command: Command, *params: float) -> list[Item]:
    whole = (*params, *([0.0] * (7 - len(params))))
    return [Item(command, MISSION, (whole[0], whole[1], whole[2], whole[3], whole[4], whole[5], whole[6]))]


def _nothing(place: Place) -> list[Item]:
    return []


def _turn(place: Place) -> list[Item]:
    return _do(Command.YAW, place.heading, 0, 0, 0)


def _roi(place: Place) -> list[Item]:
    """For older autopilots, which refuse DO_SET_ROI_LOCATION in a mission."""
    if place.target is None:
        return _turn(place)
    return [Item(Command.ROI, RELATIVE, (3, 0, 0, 0, *place.target))]


def _roi_location(place: Place) -> list[Item]:
    if place.target is None:
        return _turn(place)
    return [Item(Command.ROI_LOCATION, RELATIVE, (0, 0, 0, 0, *place.target))]


def _gimbal(place: Place) -> list[Item]:
    return _do(Command.GIMBAL, place.pitch, 0, nan, nan, 0)


def _mount(place: Place) -> list[Item]:
    # Mode 2: MAVLink targeting.
    return _do(Command.MOUNT, place.pitch, 0, 0, 0, 0, 0, 2)


def _picture(place: Place) -> list[Item]:
    return _do(Command.PICTURE, 0, 0, 1, 0)


def _digicam(place: Place) -> list[Item]:
    return _do(Command.DIGICAM, 0, 0, 0, 0, 1)


# Firmware numbers are those of MAV_AUTOPILOT.
PROFILES = {
    profile.name: profile
    for profile in (
        Profile("px4", "PX4", 12, False, True, _nothing, _gimbal, _picture),
        Profile("ardupilot", "ArduPilot", 3, True, False, _turn, _mount, _digicam),
        Profile("roi", "ArduPilot, ROI (195)", 3, True, False, _roi_location, _nothing, _digicam),
        Profile("roi-old", "ArduPilot, ROI (201)", 3, True, False, _roi, _nothing, _digicam),
    )
}


def items(places: Sequence[Place], profile: Profile, speed: float) -> list[Item]:
    """The whole mission: take off, the places with their pictures, return and land.

    `speed` in m/s. Raises ValueError for a mission without places.
    """
    if not places:
        raise ValueError("a mission needs a place to be")
    first = places[0]
    start = (first.latitude, first.longitude, first.height)
    mission = [Item(Command.WAYPOINT, RELATIVE, (0, 0, 0, 0, *start[:2], 0))] if profile.home_first else []
    mission += [Item(Command.TAKE_OFF, RELATIVE, (0, 0, 0, nan, *start)), *_do(Command.SPEED, 1, speed, -1)]
    for place, pitch in _tilted(places):
        mission += _at(place, profile)
        mission += profile.tilt(place) if pitch else ()
        mission += profile.shoot(place) if place.picture else ()
    return [*mission, *_do(Command.RETURN)]


def _at(place: Place, profile: Profile) -> Iterator[Item]:
    hold = 1.0 if place.picture else 0.0
    yaw = place.heading if profile.yaw_in_waypoint else nan
    params = (hold, 0.0, 0.0, yaw, place.latitude, place.longitude, place.height)
    yield Item(Command.WAYPOINT, RELATIVE, params)
    if place.picture:
        yield from profile.look(place)


def _tilted(places: Sequence[Place]) -> Iterator[tuple[Place, bool]]:
    """Each place, and whether the camera must be tilted anew there."""
    before: float | None = None
    for place in places:
        yield place, place.pitch != before
        before = place.pitch


def marks(mission: Sequence[Item]) -> list[int]:
    """The numbers of the items that are the places, in order: when one is reached, so is its place."""
    begin = next(n for n, item in enumerate(mission) if item.command == Command.TAKE_OFF)
    return [n for n, item in enumerate(mission) if item.command == Command.WAYPOINT and n > begin]
