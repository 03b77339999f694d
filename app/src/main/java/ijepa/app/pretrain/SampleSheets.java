package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ijepa.core.run.RunDirectory;

/** Pictures that a decoder's run draws of its samples now and then, named by their step so that names sort as steps do. */
final class SampleSheets {

    private static final String FOLDER = "samples";

    private SampleSheets() {}

    /** All of them, the oldest first; none where the run draws none. */
    static List<Path> of(RunDirectory run) {
        List<Path> sheets = new ArrayList<>();
        try (DirectoryStream<Path> pictures =
                Files.newDirectoryStream(run.path().resolve(FOLDER), "*.png")) {
            pictures.forEach(sheets::add);
        } catch (IOException none) {
            return List.of();
        }
        return sheets.stream().sorted().toList();
    }
}
