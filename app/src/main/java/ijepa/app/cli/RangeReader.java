package ijepa.app.cli;

import ijepa.core.mask.Range;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads two numbers with a comma. */
final class RangeReader implements ITypeConverter<Range> {

    @Override
    public Range convert(String text) {
        String[] ends = text.split(",", -1);
        try {
            if (ends.length == 2) {
                return new Range(Double.parseDouble(ends[0].strip()), Double.parseDouble(ends[1].strip()));
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        } catch (IllegalArgumentException impossible) {
            throw new TypeConversionException("'" + text + "': " + impossible.getMessage());
        }
        throw new TypeConversionException("'" + text + "' should be two numbers with a comma, such as 0.15,0.2");
    }
}
