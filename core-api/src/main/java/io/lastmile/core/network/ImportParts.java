package io.lastmile.core.network;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Platform;

/// The rooms below that an import needs.
public record ImportParts(Platform platform, LineRoom lines, Plans plans, SecretCipher cipher) {}
