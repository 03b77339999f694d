package ijepa.app.pretrain;

import java.util.List;
import java.util.Optional;

/** A field of a form: one place in a configuration. */
interface FormField {

    /** How a value is entered. */
    enum Kind {
        TEXT(true),
        FOLDER(true),
        CHECKPOINT(true),
        DECODER(true),
        /** A decoder's file that is yet to be written. */
        NEW_DECODER(true),
        LAYOUT(true),
        WHOLE(false),
        NUMBER(false),
        FLAG(false),
        CHOICE(false),
        DEVICE(false);

        private final boolean words;

        Kind(boolean words) {
            this.words = words;
        }

        /** Whether it is words or a path: they need room, and none of them is no value. */
        boolean isWords() {
            return words;
        }
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
            case FLAG -> Boolean.valueOf(text);
            case WHOLE -> whole(text).<Object>map(number -> number).orElse(text);
            case NUMBER -> number(text).<Object>map(number -> number).orElse(text);
            default -> kind().isWords() && text.isEmpty() ? null : text;
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
