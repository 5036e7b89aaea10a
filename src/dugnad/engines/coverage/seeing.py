"""What pictures see of facades and roof, by casting rays from each camera to points spread over them."""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, tan
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from dugnad.engines.coverage.shape import Facade, facades, outline
from dugnad.engines.coverage.values import Block, Camera, Waypoint, Wish

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
APART = 1.0
# A wall seen at a flatter angle than this is not seen well enough.
FLATTEST = 65.0
# Nor one so far away that the picture is this much coarser than at the stand-off.
COARSEST = 2.0
ROOF = -1


class Spots(NamedTuple):
    """Points on the building: places (n, 3), outward normals (n, 3), and the facade of each (n), the roof as -1."""

    places: Floats
    normals: Floats
    facade: npt.NDArray[np.int64]


def coverage(block: Block, wish: Wish, waypoints: Sequence[Waypoint]) -> dict[int, float]:
    """The share of each facade, and of the roof (-1), that at least one picture sees, 0 to 1."""
    spots = spread(block)
    pictures = [point for point in waypoints if point.picture]
    shares = {}
    for number in np.unique(spots.facade).tolist():
        own = Spots(*(part[spots.facade == number] for part in spots))
        near = _near(own, pictures, wish)
        shares[number] = float(seen_by(block, wish, near, own).any(axis=1).mean()) if near else 0.0
    return shares


def progress(block: Block, wish: Wish, waypoints: Sequence[Waypoint]) -> dict[int, list[float]]:
    """For each facade, and the roof (-1), the share seen after each waypoint, the first entry before any."""
    spots = spread(block)
    shares = {}
    for number in np.unique(spots.facade).tolist():
        own = Spots(*(part[spots.facade == number] for part in spots))
        near = _near(own, [point for point in waypoints if point.picture], wish)
        fresh = np.zeros(len(waypoints) + 1)
        if near:
            seen = seen_by(block, wish, near, own)
            at = np.array([0, *(_when(point, waypoints) for point in near)])
            first = np.where(seen.any(axis=1), at[seen.argmax(axis=1) + 1], -1)
            np.add.at(fresh, first[first >= 0], 1 / len(own.facade))
        shares[number] = fresh.cumsum().round(4).tolist()
    return shares


def _when(point: Waypoint, waypoints: Sequence[Waypoint]) -> int:
    """How many waypoints have been passed when this one is."""
    return next(n for n, other in enumerate(waypoints, 1) if other is point)


def _near(spots: Spots, pictures: list[Waypoint], wish: Wish) -> list[Waypoint]:
    """The pictures taken from before a facade, near enough to see something of it."""
    eyes = np.array([(p.x, p.y, p.z) for p in pictures])
    if not len(eyes):
        return []
    low, high = spots.places.min(axis=0), spots.places.max(axis=0)
    far = np.linalg.norm(np.maximum(np.maximum(low - eyes, eyes - high), 0.0), axis=1)
    before = (eyes - spots.places[0]) @ spots.normals[0] > 0
    near = before & (far <= COARSEST * wish.stand_off)
    return [picture for picture, is_near in zip(pictures, near.tolist(), strict=True) if is_near]


def spread(block: Block) -> Spots:
    """Points about a metre apart over all facades and the roof."""
    parts = [_on_facade(facade, block.height) for facade in facades(block)]
    parts.append(_on_roof(block))
    return Spots(*(np.concatenate([part[n] for part in parts]) for n in range(3)))


def _on_facade(facade: Facade, height: float) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    shares = _middles(facade.length) / facade.length
    u, z = (grid.ravel() for grid in np.meshgrid(shares, _middles(height)))
    x = facade.a[0] + u * (facade.b[0] - facade.a[0])
    y = facade.a[1] + u * (facade.b[1] - facade.a[1])
    normals = np.tile([*facade.normal, 0.0], (len(u), 1))
    return np.column_stack([x, y, z]), normals, np.full(len(u), facade.number)


def _on_roof(block: Block) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    polygon = outline(block)
    left, low, right, top = polygon.bounds
    x, y = (grid.ravel() for grid in np.meshgrid(left + _middles(right - left), low + _middles(top - low)))
    inside = shapely.contains_xy(polygon, x, y)
    places = np.column_stack([x[inside], y[inside], np.full(int(inside.sum()), block.height)])
    return places, np.tile([0.0, 0.0, 1.0], (len(places), 1)), np.full(len(places), ROOF)


def _middles(length: float) -> Floats:
    parts = max(1, round(length / APART))
    middles: Floats = (np.arange(parts, dtype=np.float64) + 0.5) * (length / parts)
    return middles


def seen_by(block: Block, wish: Wish, pictures: Sequence[Waypoint], spots: Spots) -> Flags:
    """For each spot and each picture whether it is in it, well enough and with nothing before it: (spots, pictures)."""
    eyes = np.array([(p.x, p.y, p.z) for p in pictures])
    rays = spots.places[:, None, :] - eyes[None, :, :]
    seen = _framed(rays, pictures, wish.camera) & _well_enough(rays, spots.normals, wish)
    if not _is_convex(block):
        _hide(seen, spots.places + 0.01 * spots.normals, eyes, block)
    return seen


def _framed(rays: Floats, pictures: Sequence[Waypoint], camera: Camera) -> Flags:
    """Whether rays (spots, pictures, 3) go through the frames of their cameras."""
    heading = np.radians([p.heading for p in pictures])
    pitch = np.radians([p.pitch for p in pictures])
    level = rays[..., 0] * np.sin(heading) + rays[..., 1] * np.cos(heading)
    right = rays[..., 0] * np.cos(heading) - rays[..., 1] * np.sin(heading)
    ahead = level * np.cos(pitch) + rays[..., 2] * np.sin(pitch)
    above = rays[..., 2] * np.cos(pitch) - level * np.sin(pitch)
    wide, high = tan(radians(camera.wide / 2)), tan(radians(camera.high / 2))
    framed: Flags = (ahead > 0) & (np.abs(right) <= wide * ahead) & (np.abs(above) <= high * ahead)
    return framed


def _well_enough(rays: Floats, normals: Floats, wish: Wish) -> Flags:
    """Whether the surface is turned to the camera and near enough for the wished resolution."""
    distance = np.sqrt(np.einsum("spk,spk->sp", rays, rays))
    towards = -np.einsum("spk,sk->sp", rays, normals)
    enough: Flags = (towards >= np.cos(radians(FLATTEST)) * distance) & (
        distance <= COARSEST * wish.stand_off
    )
    return enough


def _is_convex(block: Block) -> bool:
    polygon = outline(block)
    return bool(polygon.convex_hull.area - polygon.area < 1e-6 * polygon.area)


def _hide(seen: Flags, places: Floats, eyes: Floats, block: Block) -> None:
    """Take away what another wing of the building stands before."""
    polygon = outline(block)
    shapely.prepare(polygon)
    spot, picture = np.nonzero(seen)
    lines = shapely.linestrings(np.stack([places[spot, :2], eyes[picture, :2]], axis=1))
    crossing = shapely.intersects(polygon, lines)
    # One that looks down over the roof may cross it in plan and still see.
    lowest = np.minimum(places[spot, 2], eyes[picture, 2])
    hidden = crossing & (lowest < block.height)
    seen[spot[hidden], picture[hidden]] = False


def resolution(wish: Wish) -> float:
    """Metres of wall in one pixel at the stand-off."""
    return wish.camera.resolution(wish.stand_off)
