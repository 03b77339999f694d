package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.model.Network;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read again, and other programs' readers find it. */
class ExportTest {

    private static final OptionalInt HEADS = OptionalInt.of(3);
    private static final OfficialWriter.Progress PROGRESS = new OfficialWriter.Progress(2, 0.25, 4, 1, 1e-3);

    @TempDir
    Path folder;

    private Checkpoint golden;

    @BeforeEach
    void openGolden() throws IOException {
        golden = Checkpoint.open(Files.write(folder.resolve("golden.pth.tar"), TestArchives.golden()), HEADS);
    }

    @AfterEach
    void closeGolden() {
        golden.close();
    }

    private static void assertSameTensors(Map<String, StoredTensor> actual, Map<String, StoredTensor> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> {
            assertThat(actual.get(name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(actual.get(name).floats()).as(name).isEqualTo(tensor.floats());
        });
    }

    private Path writeOfficial(ElementType type, Optional<OptimizerSource> optimizer) {
        Path file = folder.resolve("written.pth.tar");
        new OfficialWriter(golden.spec(), golden.parameters(), type).write(file, PROGRESS, optimizer);
        return file;
    }

    @Test
    void theOfficialCheckpointComesBack() {
        OptimizerState state = golden.optimizer().orElseThrow();
        Path file = writeOfficial(ElementType.F32, Optional.of(OptimizerSource.of(state)));
        try (Checkpoint again = Checkpoint.open(file, HEADS)) {
            assertSameTensors(again.tensors(), golden.tensors());
            assertThat(again.spec()).isEqualTo(golden.spec());
            assertThat(again.details())
                    .containsEntry("epoch", "2")
                    .containsEntry("loss", "0.25")
                    .containsEntry("batch_size", "4")
                    .containsEntry("world_size", "1")
                    .containsEntry("lr", "0.001");
            OptimizerState read = again.optimizer().orElseThrow();
            assertThat(read.groups()).isEqualTo(state.groups());
            assertThat(read.moments().keySet()).isEqualTo(state.moments().keySet());
            state.moments().forEach((name, moments) -> {
                OptimizerState.Moments other = read.moments().get(name);
                assertThat(other.step()).isEqualTo(moments.step());
                assertThat(other.first().floats()).isEqualTo(moments.first().floats());
                assertThat(other.second().floats()).isEqualTo(moments.second().floats());
            });
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("golden.pth.tar", "written.pth.tar");
    }

    @Test
    void withoutAStateTheOptimiserStartsAnew() {
        try (Checkpoint again = Checkpoint.open(writeOfficial(ElementType.F16, Optional.empty()), HEADS)) {
            OptimizerState state = again.optimizer().orElseThrow();
            assertThat(state.moments()).isEmpty();
            assertThat(state.groups()).hasSize(4);
            float[] rounded = again.tensors().get("encoder.pos_embed").floats();
            float[] exact = golden.tensors().get("encoder.pos_embed").floats();
            for (int i = 0; i < exact.length; i++) {
                assertThat(rounded[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(exact[i])));
            }
        }
    }

    @Test
    void aScalerOfMixedPrecisionIsThereForThePublishedLoader() {
        try (Content content = Content.open(writeOfficial(ElementType.F32, Optional.empty()))) {
            assertThat(TorchArchive.read(content))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .extractingByKey("scaler", InstanceOfAssertFactories.MAP)
                    .containsEntry("scale", 65536.0)
                    .containsEntry("_growth_tracker", 0)
                    .containsOnlyKeys("scale", "growth_factor", "backoff_factor", "growth_interval", "_growth_tracker");
        }
    }

    @Test
    void theArchiveIsAnOrdinaryZipWithAlignedMembers() throws IOException {
        Path file = writeOfficial(ElementType.F32, Optional.empty());
        try (ZipFile zip = new ZipFile(file.toFile());
                Content content = Content.open(file)) {
            StoredZip own = StoredZip.read(content);
            assertThat(zip.size()).isEqualTo(own.members().size()).isGreaterThan(100);
            for (ZipEntry entry : zip.stream().toList()) {
                long offset = own.offset(entry.getName());
                assertThat(offset % 64).as(entry.getName()).isZero();
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                assertThat(bytes).isEqualTo(content.bytes(offset, (int) entry.getSize()));
                CRC32 crc = new CRC32();
                crc.update(bytes);
                assertThat(crc.getValue()).as(entry.getName()).isEqualTo(entry.getCrc());
            }
        }
    }

    /** The directory's wide fields, on a file whose middle is a hole of five gibibytes. */
    @Test
    void membersBeyondFourGibibytesAreFound() throws IOException {
        Path file = folder.resolve("far.zip");
        long far = 5L << 30;
        AtomicFile.write(file, channel -> {
            StoredZipWriter zip = new StoredZipWriter(channel, far);
            channel.position(far);
            try (Arena arena = Arena.ofConfined()) {
                zip.add("archive/data/0", arena.allocateFrom("far away"));
            }
            zip.end();
        });
        try (Content content = Content.open(file)) {
            StoredZip zip = StoredZip.read(content);
            long offset = zip.offset("archive/data/0");
            assertThat(offset).isGreaterThan(far);
            assertThat(content.bytes(offset, 8)).asString().isEqualTo("far away");
        }
    }

    @Test
    void theHuggingFaceFolderComesBack() throws IOException {
        Path written = folder.resolve("model");
        HuggingFaceWriter.write(
                golden.spec().encoder(), Network.TARGET_ENCODER, golden.parameters(), ElementType.F32, written);
        try (Checkpoint again = Checkpoint.open(written, OptionalInt.empty());
                SafetensorsFile file = SafetensorsFile.open(written.resolve("model.safetensors"))) {
            assertThat(again.spec().encoder()).isEqualTo(golden.spec().encoder());
            for (String name : golden.tensors().keySet()) {
                if (name.startsWith("target_encoder.")) {
                    StoredTensor tensor = again.tensors().get(name.substring("target_".length()));
                    assertThat(tensor.floats())
                            .as(name)
                            .isEqualTo(golden.tensors().get(name).floats());
                }
            }
            assertThat(file.metadata()).containsEntry("format", "pt");
            assertThat(file.entry("encoder.layer.2.attention.attention.key.weight")
                            .shape())
                    .containsExactly(48L, 48L);
        }
        JsonObject config = JsonParser.parseString(Files.readString(written.resolve("config.json")))
                .getAsJsonObject();
        assertThat(config.get("layer_norm_eps").getAsDouble()).isEqualTo(1e-6);
        assertThat(config.get("num_hidden_layers").getAsInt()).isEqualTo(3);
        assertThat(config.get("num_attention_heads").getAsInt()).isEqualTo(3);
        assertThat(config.get("intermediate_size").getAsInt()).isEqualTo(192);
    }

    @Test
    void safetensorsComeBack() {
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(
                golden.spec(), golden.parameters(), List.of(Network.values()), ElementType.F32, golden.details(), file);
        try (Checkpoint again = Checkpoint.open(file, OptionalInt.empty())) {
            assertSameTensors(again.tensors(), golden.tensors());
            assertThat(again.details()).isEqualTo(golden.details());
            assertThat(again.spec()).isEqualTo(golden.spec());
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAndLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "kept");
        Path below = file.resolve("model.pth.tar");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new OfficialWriter(golden.spec(), golden.parameters(), ElementType.F32)
                        .write(below, PROGRESS, Optional.empty()))
                .withMessageContaining(below.toString());
        assertThat(file).hasContent("kept");
        Path lone = folder.resolve("lone.safetensors");
        ModelFile.write(golden.spec(), golden.parameters(), List.of(Network.ENCODER), ElementType.F32, Map.of(), lone);
        try (Checkpoint encoder = Checkpoint.open(lone, OptionalInt.empty())) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> new OfficialWriter(encoder.spec(), encoder.parameters(), ElementType.F32))
                    .withMessageContaining("needs all three networks");
        }
    }
}
