package ijepa.core.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;

/** Names pictures that could not be used as they are met, and ends a run that meets too many. */
final class UnusablePictures {

    private final ImageLoader loader;
    private final ImageFolder pictures;
    private final double largestShare;
    private final RunLog log;
    private final Set<Path> named = new HashSet<>();

    /**
     * Watches a loader.
     *
     * @param largestShare of all pictures, from 0 to 1
     */
    UnusablePictures(ImageLoader loader, ImageFolder pictures, double largestShare, RunLog log) {
        this.loader = loader;
        this.pictures = pictures;
        this.largestShare = largestShare;
        this.log = log;
    }

    /**
     * Names those that are new.
     *
     * @throws InputException when there are more than allowed
     */
    void check() {
        if (loader.unreadableCount() == named.size()) {
            return;
        }
        for (Map.Entry<Path, String> picture : loader.unreadable().entrySet()) {
            if (named.add(picture.getKey())) {
                log.say("skipped: " + picture.getValue());
            }
        }
        if (named.size() > largestShare * pictures.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d of %d pictures cannot be used, more than the share of %s that workbench.loader.largest_unreadable_share (--max-unreadable) allows: see log.txt for their names, repair or remove them, or raise the share.",
                    named.size(),
                    pictures.size(),
                    largestShare));
        }
    }

    /** One line about all of them; empty when there are none. */
    String summary() {
        return named.isEmpty() ? "" : named.size() + " of " + pictures.size() + " pictures could not be used";
    }
}
