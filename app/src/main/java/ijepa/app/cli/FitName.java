package ijepa.app.cli;

import java.util.Locale;

import ijepa.core.image.Fit;
import picocli.CommandLine.ITypeConverter;

/** The short names of {@code --fit}. */
public final class FitName implements ITypeConverter<Fit> {

    @Override
    public Fit convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "crop", "centre_crop" -> Fit.CENTRE_CROP;
            case "stretch" -> Fit.STRETCH;
            case "letterbox" -> Fit.LETTERBOX;
            default -> throw new IllegalArgumentException("'" + text + "' is none of crop, stretch, letterbox");
        };
    }

    static String of(Fit fit) {
        return fit == Fit.CENTRE_CROP ? "crop" : fit.name().toLowerCase(Locale.ROOT);
    }
}
