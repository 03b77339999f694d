package ijepa.renderer.figure;

import java.util.Locale;
import java.util.OptionalInt;

/** What a paper's source needs to show a figure at the size it was drawn for. */
public final class LatexSnippet {

    /** Wider figures span both columns. */
    private static final double COLUMN = 100;

    private LatexSnippet() {}

    /**
     * The lines to paste.
     *
     * @param file name of the figure's file, without a folder, as {@link #takes} it; its letters, digits and hyphens make
     *     the label
     * @param page of a file with several, from 1
     */
    public static String of(Figure figure, String file, OptionalInt page) {
        String environment = figure.format().widthMillimetres() > COLUMN ? "figure*" : "figure";
        return String.format(
                        Locale.ROOT,
                        "\\begin{%s}[t]%n  \\centering%n  \\includegraphics[width=%smm%s]{%s}%n  \\caption{%s}%n  \\label{fig:%s}%n\\end{%s}%n",
                        environment,
                        Numbers.exact(figure.format().widthMillimetres()),
                        page.isPresent() ? ",page=" + page.getAsInt() : "",
                        file.matches("[\\w.-]+") && !file.contains("_") ? file : "\\detokenize{" + file + "}",
                        escaped(figure.caption()),
                        label(file) + (page.isPresent() ? "-" + page.getAsInt() : ""),
                        environment)
                .replace("\r\n", "\n");
    }

    /** Whether a file of this name can be named in LaTeX at all. */
    public static boolean takes(String file) {
        return file.chars().noneMatch(letter -> "%#{}\\~^".indexOf(letter) >= 0);
    }

    private static String label(String file) {
        String label = file.replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9]+", "-");
        return label.replaceAll("^-|-$", "");
    }

    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        for (char letter : words.toCharArray()) {
            escaped.append(
                    switch (letter) {
                        case '&', '%', '$', '#', '_', '{', '}' -> "\\" + letter;
                        case '\\' -> "\\textbackslash{}";
                        case '~' -> "\\textasciitilde{}";
                        case '^' -> "\\textasciicircum{}";
                        default -> Character.toString(letter);
                    });
        }
        return escaped.toString();
    }
}
