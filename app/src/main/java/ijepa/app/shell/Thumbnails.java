package ijepa.app.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import ijepa.app.control.FilmStrip;
import ijepa.app.control.FxImages;
import ijepa.core.image.Crop;
import ijepa.core.image.Image;
import ijepa.core.image.Resampling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small pictures of image sources, made in the background, newest request first, and kept for a while. */
final class Thumbnails {

    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
    private static final int MOST_KEPT = 600;
    /** Sharp on screens with two pixels a point. */
    private static final int WIDTH = (int) (2 * FilmStrip.THUMBNAIL_WIDTH);

    private static final int HEIGHT = (int) (2 * FilmStrip.THUMBNAIL_HEIGHT);

    private final Executor window;
    private final Executor maker;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean begun;
    private final Map<ImageSource, Optional<javafx.scene.image.Image>> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ImageSource, Optional<javafx.scene.image.Image>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    Thumbnails(Executor window) {
        this.window = window;
        maker = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new NewestFirst(), work -> {
            Thread thread = new Thread(work, "ijepa-thumbnails");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    /** Lets work begin, once the window is there: before, it would only keep the window waiting. */
    void begin() {
        begun = true;
        waiting.forEach(maker::execute);
        waiting.clear();
    }

    /** Brings a small picture, or null when the source cannot be read. Called on the window's thread, and answers there. */
    void bring(ImageSource source, Consumer<javafx.scene.image.Image> receive) {
        Optional<javafx.scene.image.Image> present = kept.get(source);
        if (present != null) {
            receive.accept(present.orElse(null));
            return;
        }
        Runnable work = () -> {
            Optional<javafx.scene.image.Image> made = make(source);
            window.execute(() -> {
                kept.put(source, made);
                receive.accept(made.orElse(null));
            });
        };
        if (begun) {
            maker.execute(work);
        } else {
            waiting.add(work);
        }
    }

    private static Optional<javafx.scene.image.Image> make(ImageSource source) {
        try {
            Image image = source.read();
            return Optional.of(FxImages.of(Resampling.resize(image, cover(image), WIDTH, HEIGHT)));
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.debug("No thumbnail of {}", source.name(), failure);
            return Optional.empty();
        }
    }

    /** The largest centred part with the thumbnail's shape. */
    private static Crop cover(Image image) {
        int width = Math.min(image.width(), Math.max(1, image.height() * WIDTH / HEIGHT));
        int height = Math.min(image.height(), Math.max(1, image.width() * HEIGHT / WIDTH));
        return new Crop((image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    /** What scrolled into sight last is made first. */
    private static final class NewestFirst extends LinkedBlockingDeque<Runnable> {

        @Override
        public boolean offer(Runnable work) {
            return offerFirst(work);
        }
    }
}
