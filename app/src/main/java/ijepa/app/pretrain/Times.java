package ijepa.app.pretrain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Moments as a reader's clock shows them. */
final class Times {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

    private Times() {}

    /** An ISO 8601 moment in local time; as it stands where it is none. */
    static String local(String instant) {
        try {
            return LOCAL.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException damaged) {
            return instant;
        }
    }
}
