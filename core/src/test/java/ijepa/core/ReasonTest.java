package ijepa.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {

    @TempDir
    private Path folder;

    private static String why(ThrowingCallable action) {
        return Reason.of(catchThrowableOfType(IOException.class, action));
    }

    @Test
    void whatTheFileSystemRefusesIsSaidInWords() throws IOException {
        Path missing = folder.resolve("missing.txt");
        Path binary = Files.write(folder.resolve("binary.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(why(() -> Files.readString(missing))).isEqualTo("there is no " + missing);
        assertThat(why(() -> Files.readString(binary))).isEqualTo("it is no text in UTF-8");
        assertThat(why(() -> Files.createDirectories(binary))).isEqualTo(binary + " is a file, not a folder");
        Path dangling = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("unmounted"));
        assertThat(why(() -> Files.createDirectories(dangling)))
                .isEqualTo(dangling + " is a link to something that is not there");
        assertThat(why(() -> Files.createDirectory(folder))).isEqualTo(folder + " is there already");
        assertThat(why(() -> Files.list(binary).close())).isEqualTo(binary + " is no folder");
        assertThat(why(() -> Files.delete(folder))).isEqualTo("the folder " + folder + " is not empty");
    }

    @Test
    void nothingIsEverTheWordNullOrAPathAlone() {
        assertThat(Reason.of(new AccessDeniedException("weights.safetensors")))
                .isEqualTo("permission denied for weights.safetensors");
        assertThat(Reason.of(new FileSystemException("weights.safetensors", null, "Input/output error")))
                .isEqualTo("Input/output error");
        assertThat(Reason.of(new UncheckedIOException(new EOFException()))).isEqualTo("it ends too early");
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(Reason.of(new IOException())).isEqualTo("no reason is given");
        assertThat(Reason.of(new ArrayIndexOutOfBoundsException("Index 5 out of bounds for length 4")))
                .isEqualTo("Index 5 out of bounds for length 4");
    }
}
