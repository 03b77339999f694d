package ijepa.app.cli;

import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Height and width in pixels. */
record ImageSize(int height, int width) {

    private static final int LARGEST_SIDE = 16_384;

    /** Reads a side, or height x width. */
    static final class Reader implements ITypeConverter<ImageSize> {

        @Override
        public ImageSize convert(String text) {
            String[] sides = text.strip().toLowerCase(Locale.ROOT).split("x", -1);
            try {
                int height = Integer.parseInt(sides[0].strip());
                int width = sides.length == 1 ? height : Integer.parseInt(sides[1].strip());
                if (sides.length <= 2 && Math.min(height, width) >= 1 && Math.max(height, width) <= LARGEST_SIDE) {
                    return new ImageSize(height, width);
                }
            } catch (NumberFormatException noNumber) {
                // Said below.
            }
            throw new TypeConversionException("'" + text
                    + "' is no image size: give a side of 1 to "
                    + LARGEST_SIDE + " pixels such as 224, or height x width such as 224x320");
        }
    }
}
