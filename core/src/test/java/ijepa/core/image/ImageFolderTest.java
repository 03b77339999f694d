package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    Path folder;

    @Test
    void aLinkToAFolderAboveIsNamed() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("class"));
        Files.createFile(inside.resolve("a.png"));
        Files.createSymbolicLink(inside.resolve("round"), folder);
        assertThatThrownBy(() -> ImageFolder.scan(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("round is a link to a folder that it lies in")
                .hasMessageContaining("text file");
    }

    @Test
    void theRootOfAllFoldersIsNoPicture() {
        assertThat(ImageFolder.isPicture(folder.getRoot())).isFalse();
    }

    @Test
    void aListMayBeginWithAByteOrderMark() throws IOException {
        Files.createFile(folder.resolve("a.png"));
        Path list = Files.writeString(folder.resolve("list.txt"), "\uFEFFa.png\n");
        assertThat(ImageFolder.scan(list).files()).containsExactly(folder.resolve("a.png"));
    }
}
