package ijepa.renderer.figure;

import java.util.Locale;

/** What a paper's source needs to show a figure at the size it was drawn for. */
public final class LatexSnippet {

    /** Wider figures span both columns. */
    private static final double COLUMN = 100;

    private LatexSnippet() {}

    /**
     * The lines to paste.
     *
     * @param file  name of the figure's file, without a folder
     * @param label what it is referred to by
     */
    public static String of(Figure figure, String file, String label) {
        String environment = figure.format().widthMillimetres() > COLUMN ? "figure*" : "figure";
        return String.format(
                        Locale.ROOT,
                        "\\begin{%s}[t]%n  \\centering%n  \\includegraphics[width=%smm]{%s}%n  \\caption{%s}%n  \\label{fig:%s}%n\\end{%s}%n",
                        environment,
                        Numbers.exact(figure.format().widthMillimetres()),
                        file,
                        escaped(figure.caption()),
                        label,
                        environment)
                .replace("\r\n", "\n");
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
