-- Sessions that ended long ago are deleted in this order.
create index session_past on telemetry.session (ended) where ended is not null;
