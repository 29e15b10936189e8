package io.lastmile.web.plans;

/// A plan in a list, every figure as it is shown.
public record PlanLine(
        int id,
        String name,
        String says,
        String speed,
        String price,
        String validity,
        String fairUse,
        boolean published,
        boolean retired) {}
