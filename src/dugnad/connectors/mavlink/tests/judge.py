"""Reads a .plan with MAVSDK's own importer and prints its items; in a process of its own, for it keeps threads."""

import json
import sys
import time

from mavsdk import ComponentType, Configuration, Mavsdk
from mavsdk.plugins.mission_raw import MissionRaw


def main() -> None:
    """Arguments: the file, and the port on which a vehicle is heard."""
    sdk = Mavsdk(Configuration.create_with_component_type(ComponentType.GROUND_STATION))
    sdk.add_any_connection(f"udpin://127.0.0.1:{sys.argv[2]}")
    end = time.monotonic() + 20
    while not sdk.get_systems():
        if time.monotonic() > end:
            sys.exit("no vehicle was heard")
        time.sleep(0.05)
    raw = MissionRaw(sdk.get_systems()[0])
    with open(sys.argv[1], encoding="utf-8") as file:
        found = raw.import_qgroundcontrol_mission_from_string(file.read())
    print(json.dumps([[one.command, one.frame, one.x, one.y, one.z] for one in found.mission_items]))


if __name__ == "__main__":
    main()
