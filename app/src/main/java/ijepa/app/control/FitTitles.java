package ijepa.app.control;

import ijepa.core.image.Fit;

/** What a reader calls the ways in which a picture becomes a network's. */
public final class FitTitles {

    private FitTitles() {}

    /** Of one way. */
    public static String of(Fit fit) {
        return switch (fit) {
            case CENTRE_CROP -> "Centre crop";
            case STRETCH -> "Stretch";
            case LETTERBOX -> "Letterbox";
        };
    }
}
