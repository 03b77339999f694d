package ijepa.app.pretrain;

import java.util.List;
import java.util.Optional;

/** A field of a form: one place in a configuration. */
interface FormField {

    /** How a value is entered. */
    enum Kind {
        TEXT,
        FOLDER,
        CHECKPOINT,
        DECODER,
        /** A decoder's file that is yet to be written. */
        NEW_DECODER,
        LAYOUT,
        WHOLE,
        NUMBER,
        FLAG,
        CHOICE,
        DEVICE
    }

    /** Its name in code, which names its control too. */
    String name();

    /** Its place, see {@link ijepa.core.config.ConfigurationText}. */
    String path();

    String title();

    Kind kind();

    /** What can be chosen; of a choice only. */
    List<String> choices();

    /** Whether it decides anything with a sampler. */
    boolean concerns(String sampler);

    /** The value that a typed text stands for; what is no number stays text, and the configuration complains of it. */
    default Object value(String typed) {
        String text = typed.strip();
        return switch (kind()) {
            case TEXT, FOLDER, CHECKPOINT, DECODER, NEW_DECODER, LAYOUT -> text.isEmpty() ? null : text;
            case FLAG -> Boolean.valueOf(text);
            case CHOICE, DEVICE -> text;
            case WHOLE -> whole(text).<Object>map(number -> number).orElse(text);
            case NUMBER -> number(text).<Object>map(number -> number).orElse(text);
        };
    }

    private static Optional<Long> whole(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text.replace(',', '.'))).filter(Double::isFinite);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
