package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import ijepa.core.run.RunDirectory;

/** Pictures that a decoder's run draws of its samples now and then, named by their step so that names sort as steps do. */
final class SampleSheets {

    private static final String FOLDER = "samples";

    private SampleSheets() {}

    /** The picture of the last step that has one. */
    static Optional<Path> newest(RunDirectory run) {
        Path folder = run.path().resolve(FOLDER);
        Optional<Path> newest = Optional.empty();
        try (DirectoryStream<Path> pictures = Files.newDirectoryStream(folder, "*.png")) {
            for (Path picture : pictures) {
                if (newest.filter(last -> last.compareTo(picture) > 0).isEmpty()) {
                    newest = Optional.of(picture);
                }
            }
        } catch (IOException none) {
            return Optional.empty();
        }
        return newest;
    }
}
