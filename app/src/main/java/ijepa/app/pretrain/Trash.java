package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Path;

/** Where deleted runs go. */
interface Trash {

    /**
     * Moves a folder there.
     *
     * @return where that is, in words
     * @throws IOException when it stays where it was
     */
    String move(Path folder) throws IOException;
}
