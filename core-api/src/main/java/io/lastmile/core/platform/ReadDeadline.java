package io.lastmile.core.platform;

import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/// Ends the reading of a picture that takes too long. It must do so on the reader's own thread, the
/// JDK's JPEG reader listens to no other.
final class ReadDeadline implements IIOReadProgressListener {
    /// A camera's picture takes 1 to 3 s; the machine may be busy.
    static final Duration MAX = Duration.ofSeconds(20);

    private final Duration most;
    private final long began = System.nanoTime();
    private boolean passed;

    ReadDeadline(Duration most) {
        this.most = most;
    }

    boolean passed() {
        return passed;
    }

    @Override
    public void imageProgress(ImageReader source, float percent) {
        if (System.nanoTime() - began > most.toNanos()) {
            passed = true;
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int first) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int index) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int index, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percent) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
