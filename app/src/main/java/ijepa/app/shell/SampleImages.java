package ijepa.app.shell;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The photographs that come with the program, in the order of their licence table. */
public final class SampleImages {

    private static final String FOLDER = "/ijepa/sample-images/";
    private static final String TABLE = "LICENCES.md";
    /** A row is {@code | file | author | licence | source |}; splitting it leaves an empty text first. */
    private static final int FILE = 1;

    private static final int AUTHOR = 2;
    private static final int LICENCE = 3;

    private SampleImages() {}

    /** All samples. */
    public static List<ImageSource> all() {
        try (InputStream table = open(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .filter(row -> row.size() > LICENCE && row.get(FILE).endsWith(".jpg"))
                    .<ImageSource>map(row -> new ImageSource.Sample(
                            row.get(FILE), "Photograph by " + row.get(AUTHOR) + ", " + row.get(LICENCE)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The bytes of one; throws where there is none of that name. */
    public static byte[] read(String file) throws IOException {
        try (InputStream stream = open(file)) {
            return stream.readAllBytes();
        }
    }

    static InputStream open(String file) throws IOException {
        InputStream stream = SampleImages.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new FileNotFoundException("The program is incomplete: it lacks its sample image " + file + ".");
        }
        return stream;
    }
}
