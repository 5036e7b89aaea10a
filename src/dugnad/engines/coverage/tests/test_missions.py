"""Missions see what they are to see, and never come nearer than they may. Judged by rays and distances of our own."""

from __future__ import annotations

from itertools import pairwise
from math import dist, hypot

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from dugnad.engines.coverage import (
    Block,
    Camera,
    CannotFly,
    KeepOut,
    Kind,
    Mission,
    Waypoint,
    Wish,
    cast,
    crosses,
    footprint,
    plan_mission,
    progress,
    ray_of,
)
from dugnad.engines.coverage.casting import Room
from dugnad.engines.coverage.shape import facades, heading_to

TOWER = Block(((0, 0), (30, 0), (30, 15), (0, 15)), 20)
WING = Block(((0, 0), (40, 0), (40, 12), (12, 12), (12, 40), (0, 40)), 15)


def least_distance(block: Block, mission: Mission) -> float:
    """By walking along the path in steps of 10 cm."""
    polygon = Polygon(block.ring)
    least = float("inf")
    for a, b in pairwise(mission.waypoints):
        steps = max(2, int(dist((a.x, a.y, a.z), (b.x, b.y, b.z)) / 0.1))
        for share in np.linspace(0, 1, steps):
            x, y, z = (p + share * (q - p) for p, q in ((a.x, b.x), (a.y, b.y), (a.z, b.z)))
            level = polygon.distance(LineString([(x, y), (x, y + 1e-9)]))
            least = min(least, hypot(level, max(0.0, z - block.height)))
    return least


def sees(block: Block, eye: Waypoint, place: tuple[float, float, float], camera: Camera) -> bool:
    """Whether some pixel's ray meets the building within half a metre of the place: an independent judge."""
    dx, dy, dz = (there - here for here, there in zip((eye.x, eye.y, eye.z), place, strict=True))
    hit = cast(block, (), eye, (dx, dy, dz))
    if hit is None or dist((hit.x, hit.y, hit.z), place) > 0.5:
        return False
    corners = [ray_of(eye, camera, c, r) for c in (0, camera.columns - 1) for r in (0, camera.rows - 1)]
    middle = ray_of(eye, camera, (camera.columns - 1) / 2, (camera.rows - 1) / 2)
    widest = min(_cosine(corner, middle) for corner in corners)
    return _cosine((dx, dy, dz), middle) >= widest


def _cosine(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return float(np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b)))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mission_sees_all_that_it_is_for_and_keeps_its_distance(kind: Kind) -> None:
    mission = plan_mission(TOWER, Wish(kind))
    wanted = {Kind.ORBIT: [0, 1, 2, 3], Kind.SWEEP: [0], Kind.ROOF: [-1]}[kind]
    assert all(mission.coverage[n] == 1.0 for n in wanted)
    assert least_distance(TOWER, mission) >= 8.0 - 1e-6
    assert mission.clearance >= 8.0
    assert mission.warnings == ()


def test_coverage_is_what_single_rays_say() -> None:
    wish = Wish(Kind.ORBIT, stand_off=6.0)
    mission = plan_mission(WING, wish)
    for facade in facades(WING):
        if mission.coverage[facade.number] < 1:
            continue
        for share in (0.1, 0.5, 0.9):
            for height in (1.0, 7.0, 14.0):
                place = (*facade.at(share), height)
                assert any(sees(WING, eye, place, wish.camera) for eye in mission.waypoints if eye.picture)


def test_a_facade_behind_a_wing_is_not_said_to_be_seen_from_the_other_side() -> None:
    mission = plan_mission(WING, Wish(Kind.SWEEP, facade=0))
    assert mission.coverage[0] == 1.0
    assert mission.coverage[3] == mission.coverage[4] == 0.0


def test_resolution_is_what_the_camera_gives_at_the_stand_off() -> None:
    wish = Wish(Kind.SWEEP, stand_off=10.0, camera=Camera(wide=90.0, high=90.0, columns=1000, rows=500))
    assert plan_mission(TOWER, wish).resolution == pytest.approx(20.0 / 500)


@pytest.mark.parametrize("overlap", [0.3, 0.6, 0.8])
def test_neighbouring_pictures_overlap_as_wished(overlap: float) -> None:
    wish = Wish(Kind.ORBIT, overlap=overlap, sidelap=overlap)
    wide, high = wish.camera.frame(wish.stand_off)
    points = [point for point in plan_mission(TOWER, wish).waypoints if point.picture]
    layers = sorted({point.z for point in points})
    assert all(b - a <= high * (1 - overlap) + 1e-6 for a, b in pairwise(layers))
    level = [point for point in points if point.z == layers[0]]
    assert all(dist((a.x, a.y), (b.x, b.y)) <= wide * (1 - overlap) + 1e-6 for a, b in pairwise(level))


def test_time_and_battery_are_told_and_too_long_a_flight_is_warned_of() -> None:
    calm = plan_mission(TOWER, Wish(Kind.SWEEP))
    slow = plan_mission(TOWER, Wish(Kind.SWEEP, speed=1.0))
    assert slow.seconds > calm.seconds
    assert slow.battery == pytest.approx(slow.seconds / (1500 * 0.75))
    assert "battery" in plan_mission(TOWER, Wish(Kind.ORBIT, endurance=300)).warnings


def test_a_keep_out_zone_is_flown_around_and_what_it_hides_is_told() -> None:
    zone = KeepOut(((10, -14), (16, -14), (16, -4), (10, -4)), name="school")
    wish = Wish(Kind.ORBIT, keep_out=(zone,))
    mission = plan_mission(TOWER, wish)
    assert crosses(wish, mission.waypoints) == []
    assert least_distance(TOWER, mission) >= 8.0 - 1e-6
    area = Polygon(zone.ring)
    assert not any(
        area.intersects(LineString([(a.x, a.y), (b.x, b.y)])) for a, b in pairwise(mission.waypoints)
    )


def test_a_zone_above_or_below_the_flight_does_not_stop_it() -> None:
    over = KeepOut(((-50, -50), (80, -50), (80, 80), (-50, 80)), lower=60.0)
    assert plan_mission(TOWER, Wish(Kind.ORBIT, keep_out=(over,))) == plan_mission(TOWER, Wish(Kind.ORBIT))


@pytest.mark.parametrize(
    ("block", "wish", "reason"),
    [
        (TOWER, Wish(Kind.SWEEP, facade=9), "facade"),
        (TOWER, Wish(Kind.ORBIT, stand_off=0.5), "stand_off"),
        (TOWER, Wish(Kind.ORBIT, overlap=1.0), "overlap"),
        (TOWER, Wish(Kind.ROOF, highest=25.0), "roof_too_high"),
        (TOWER, Wish(Kind.ORBIT, lowest=30.0, highest=20.0), "heights"),
        (TOWER, Wish(Kind.ORBIT, speed=float("nan")), "speed"),
        (
            TOWER,
            Wish(Kind.ORBIT, keep_out=(KeepOut(((-90, -90), (90, -90), (90, 90), (-90, 90))),)),
            "all_forbidden",
        ),
        (Block(((0, 0), (1, 1), (1, 0), (0, 1)), 20), Wish(Kind.ORBIT), "outline"),
        (Block(TOWER.ring, 0), Wish(Kind.ORBIT), "height"),
        (Block(TOWER.ring, 390), Wish(Kind.ORBIT, overlap=0.95, sidelap=0.95, highest=500), "too_many"),
    ],
)
def test_what_cannot_be_flown_is_refused_with_its_reason(block: Block, wish: Wish, reason: str) -> None:
    with pytest.raises(CannotFly) as refused:
        plan_mission(block, wish)
    assert refused.value.reason == reason


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    corners=st.lists(st.floats(6, 25), min_size=5, max_size=9),
    height=st.floats(4, 30),
    stand_off=st.floats(4, 12),
    kind=st.sampled_from([Kind.ORBIT, Kind.ROOF]),
)
def test_no_building_is_ever_come_too_near_to(
    corners: list[float], height: float, stand_off: float, kind: Kind
) -> None:
    """Star-shaped outlines of any form: deep notches and sharp corners."""
    turns = np.linspace(0, 2 * np.pi, len(corners), endpoint=False)
    ring = tuple((r * np.cos(t), r * np.sin(t)) for r, t in zip(corners, turns, strict=True))
    block = Block(ring, height)
    mission = plan_mission(block, Wish(kind, stand_off=stand_off))
    assert least_distance(block, mission) >= stand_off - 1e-3
    assert all(0 <= share <= 1 for share in mission.coverage.values())


def test_a_hot_pixel_is_cast_onto_facade_floor_and_room() -> None:
    rooms = [
        Room("201", "S2", 3.0, 6.0, ((0, 0), (6, 0), (6, 5), (0, 5))),
        Room("202", "S2", 3.0, 6.0, ((6, 0), (12, 0), (12, 5), (6, 5))),
    ]
    eye = Waypoint(8.0, -10.0, 4.5, heading_to(0, 1), 0.0)
    camera = Camera()
    middle = cast(TOWER, rooms, eye, ray_of(eye, camera, camera.columns / 2, camera.rows / 2))
    assert middle is not None
    assert (middle.facade, middle.storey, middle.room) == (0, "S2", "202")
    assert (middle.x, middle.y, middle.z) == pytest.approx((8.0, 0.0, 4.5), abs=0.05)
    left = cast(TOWER, rooms, eye, ray_of(eye, camera, camera.columns * 0.25, camera.rows / 2))
    assert left is not None
    assert left.room == "201"
    assert cast(TOWER, rooms, Waypoint(8.0, -10.0, 4.5, 180.0, 0.0), (0.0, -1.0, 0.0)) is None


def test_a_roof_is_hit_from_above_and_a_wall_only_from_its_own_side() -> None:
    above = Waypoint(5.0, 5.0, 30.0, 0.0, -90.0)
    hit = cast(TOWER, (), above, ray_of(above, Camera(), 320, 256))
    assert hit is not None
    assert (hit.facade, hit.z) == (-1, 20)
    behind = Waypoint(15.0, 40.0, 10.0, 180.0, 0.0)
    wall = cast(TOWER, (), behind, (0.0, -1.0, 0.0))
    assert wall is not None
    assert wall.facade == 2


def test_a_mission_ends_above_the_roof_so_that_the_way_home_is_free() -> None:
    mission = plan_mission(TOWER, Wish(Kind.ORBIT))
    assert mission.waypoints[-1].z == TOWER.height + 8.0
    assert not mission.waypoints[-1].picture
    low = plan_mission(TOWER, Wish(Kind.SWEEP, highest=22.0, home=(15.0, 60.0)))
    assert max(point.z for point in low.waypoints) <= 22.0
    assert "return" in low.warnings


@pytest.mark.parametrize("block", [TOWER, WING])
def test_what_is_seen_grows_to_what_the_whole_mission_sees(block: Block) -> None:
    wish = Wish(Kind.ORBIT)
    mission = plan_mission(block, wish)
    grown = progress(block, wish, mission.waypoints)
    for number, shares in grown.items():
        assert len(shares) == len(mission.waypoints) + 1
        assert shares[0] == 0.0
        assert all(a <= b for a, b in pairwise(shares))
        assert shares[-1] == pytest.approx(mission.coverage[number], abs=1e-3)


def test_a_footprint_is_the_outer_edge_of_rooms_with_walls_between() -> None:
    rooms = (((0, 0), (5, 0), (5, 8), (0, 8)), ((5.3, 0), (10, 0), (10, 8), (5.3, 8)))
    ring = footprint([*rooms, ((50, 50), (51, 50), (51, 51), (50, 51))])
    assert Polygon(ring).equals(Polygon(((0, 0), (10, 0), (10, 8), (0, 8))))
    with pytest.raises(CannotFly, match="outline"):
        footprint([((0, 0), (1, 0))])
