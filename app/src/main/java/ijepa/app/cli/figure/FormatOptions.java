package ijepa.app.cli.figure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import ijepa.renderer.figure.ColumnWidth;
import ijepa.renderer.figure.FigureFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a figure is printed; those not given leave what a recipe says. */
final class FormatOptions {

    @Option(
            names = "--width",
            paramLabel = "WIDTH",
            converter = WidthReader.class,
            description = "Millimetres, or single (89), double (183), neurips, icml, icml-text, cvpr, cvpr-text"
                    + " (default: double).")
    private Double width;

    @Option(names = "--text", paramLabel = "POINTS", description = "Size of all text, 5 to 10 (default: 7).")
    private Double text;

    @Option(
            names = "--font",
            paramLabel = "FILE",
            description = "TrueType file (default: Roboto, which comes with the program).")
    private String font;

    @Option(names = "--dpi", paramLabel = "N", description = "Dots per inch of a PNG (default: 300).")
    private Integer dotsPerInch;

    @Option(names = "--columns", paramLabel = "N", description = "Parts side by side (default: 1).")
    private Integer columns;

    @Option(
            names = "--labels",
            negatable = true,
            description = "Label the parts a, b, c (default: where there are several).")
    private Boolean labels;

    /** The format with the options that were given. */
    FigureFormat over(FigureFormat format) {
        FigureFormat chosen = width == null ? format : format.withWidth(width);
        chosen = text == null ? chosen : chosen.withText(text);
        chosen = font == null ? chosen : chosen.withFont(font);
        chosen = dotsPerInch == null ? chosen : chosen.withResolution(dotsPerInch);
        chosen = columns == null ? chosen : chosen.withColumns(columns);
        return labels == null ? chosen : chosen.withLabels(labels);
    }

    private static final class WidthReader implements ITypeConverter<Double> {

        @Override
        public Double convert(String words) {
            Optional<ColumnWidth> named = Arrays.stream(ColumnWidth.values())
                    .filter(column -> column.option().equalsIgnoreCase(words))
                    .findFirst();
            if (named.isPresent()) {
                return named.get().millimetres();
            }
            try {
                return Double.parseDouble(words);
            } catch (NumberFormatException noNumber) {
                throw new TypeConversionException(
                        "'" + words + "' is no width: give millimetres such as 120, or one of "
                                + Arrays.stream(ColumnWidth.values())
                                        .map(ColumnWidth::option)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
