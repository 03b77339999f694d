package ijepa.app.cli.figure;

import java.util.Locale;

import ijepa.core.mask.PatchGrid;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of patches a side, or rows x columns. */
final class GridReader implements ITypeConverter<PatchGrid> {

    private static final int LONGEST_SIDE = 256;

    @Override
    public PatchGrid convert(String text) {
        String[] sides = text.strip().toLowerCase(Locale.ROOT).split("x", -1);
        try {
            int rows = Integer.parseInt(sides[0].strip());
            int columns = sides.length == 1 ? rows : Integer.parseInt(sides[1].strip());
            if (sides.length <= 2 && Math.min(rows, columns) >= 1 && Math.max(rows, columns) <= LONGEST_SIDE) {
                return new PatchGrid(rows, columns);
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new TypeConversionException("'" + text + "' is no grid: give patches a side such as 14, or rows x"
                + " columns such as 14x20, up to " + LONGEST_SIDE);
    }
}
