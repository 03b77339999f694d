package ijepa.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderListingTest {

    @TempDir
    private Path folder;

    @Test
    void aListingThatNobodyWantsAnyMoreEndsBetweenTwoFiles() throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.createFile(folder.resolve(i + ".png"));
        }
        AtomicInteger looked = new AtomicInteger();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> ImageFolder.scan(folder, () -> looked.incrementAndGet() == 3));
        assertThat(looked).hasValue(3);
        assertThat(ImageFolder.scan(folder, () -> false).files()).hasSize(10);
    }
}
