package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FasterAllocatorTest {

    @TempDir
    private Path system;

    @Test
    void theLibraryOfThisMachineIsFound() throws IOException {
        file("lib/i386-linux-gnu/libtcmalloc_minimal.so.4");
        assertThat(FasterAllocator.installed(system, "x86_64")).isEmpty();

        Path red = file("lib64/libtcmalloc.so.4");
        assertThat(FasterAllocator.installed(system, "x86_64")).contains(red);

        Path debian = file("lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4");
        assertThat(FasterAllocator.installed(system, "x86_64")).contains(debian);
    }

    @Test
    void aProcessWithoutItSaysSo() {
        if (System.getenv(FasterAllocator.VARIABLE) == null) {
            assertThat(FasterAllocator.giveBack()).isFalse();
        }
    }

    private Path file(String name) throws IOException {
        Path file = system.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
