"""Alarms received, on the disk before they are acknowledged, and the incidents they open."""
