package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedArraysTest {

    @TempDir
    private Path folder;

    private static NamedArrays arrays() {
        return new NamedArrays()
                .metadata("format", "test")
                .add("a/0", new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6.5f})
                .add("b", new long[] {2}, new double[] {Math.PI, Double.NaN})
                .add("c", new long[] {1, 1, 2}, new long[] {-7, 1L << 40});
    }

    @Test
    void npzMembersHaveNumpysHeaderAndTheValues() throws IOException {
        Path file = folder.resolve("x.npz");
        arrays().write(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a/0.npy", "b.npy", "c.npy");
            assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
            ByteBuffer values = member(zip, "a/0.npy", "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
            assertThat(values.remaining()).isEqualTo(24);
            assertThat(values.getFloat(20)).isEqualTo(6.5f);
            assertThat(member(zip, "b.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")
                            .getDouble(0))
                    .isEqualTo(Math.PI);
            assertThat(member(zip, "c.npy", "{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1, 2), }")
                            .getLong(8))
                    .isEqualTo(1L << 40);
        }
    }

    private static ByteBuffer member(ZipFile zip, String name, String header) throws IOException {
        byte[] bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
        int length = all.getShort(8);
        assertThat((10 + length) % 64).isZero();
        String text = new String(bytes, 10, length, StandardCharsets.US_ASCII);
        assertThat(text).startsWith(header).endsWith("\n");
        return all.slice(10 + length, bytes.length - 10 - length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void safetensorsHoldTheSame() {
        Path file = folder.resolve("x.safetensors");
        arrays().write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsEntry("format", "test");
            assertThat(read.floats("a/0")).containsExactly(1, 2, 3, 4, 5, 6.5f);
            assertThat(read.entry("b").type()).isEqualTo(ElementType.F64);
            assertThat(read.longs("c")).containsExactly(-7, 1L << 40);
        }
    }

    @Test
    void wrongEndingsShapesAndNamesAreRefused() {
        NamedArrays arrays = arrays();
        assertThatThrownBy(() -> arrays.write(folder.resolve("x.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(".npz or .safetensors");
        assertThatThrownBy(() -> arrays.add("d", new long[] {3}, new float[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arrays.add("b", new long[] {1}, new float[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
