package io.lastmile.core.subscriptions;

/// What people read of subscriptions. It wants a unit of work around it.
public record SubscriptionViews(Summaries summaries, Timelines timelines, Quotes quotes) {}
