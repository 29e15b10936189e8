package io.lastmile.web.notifications;

/// A notice in its list; `path` is empty where it leads nowhere.
public record NoticeLine(String time, String title, String text, String path, boolean read) {}
