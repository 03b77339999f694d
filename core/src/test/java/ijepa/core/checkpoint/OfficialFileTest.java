package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.ZipEntry;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.GoldenTensors;
import ijepa.core.InputException;
import ijepa.core.checkpoint.TestArchives.Pickle;
import ijepa.core.model.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialFileTest {

    private static final OptionalInt HEADS = OptionalInt.of(3);

    @TempDir
    Path folder;

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("some.pth.tar"), content);
    }

    private void assertRefused(byte[] content, String... parts) throws IOException {
        Path file = write(content);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Checkpoint.open(file, HEADS))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(parts);
    }

    @Test
    void theGoldenCheckpointHoldsTheGoldenNetworks() throws IOException {
        GoldenTensors golden = GoldenTensors.read("ijepa_small.safetensors");
        try (Checkpoint checkpoint = Checkpoint.open(write(TestArchives.golden()), HEADS)) {
            Set<String> compared = new HashSet<>();
            for (String name : golden.names()) {
                if (name.startsWith("final/")) {
                    String official = name.substring("final/".length()).replaceFirst("/", ".");
                    StoredTensor tensor = checkpoint.tensors().get(official);
                    assertThat(tensor.sizes()).as(official).isEqualTo(golden.shape(name));
                    assertThat(tensor.floats()).as(official).isEqualTo(golden.floats(name));
                    compared.add(official);
                }
            }
            assertThat(compared).isEqualTo(checkpoint.tensors().keySet());
            assertThat(compared).hasSize(41 + 32 + 41);
            assertThat(checkpoint.missing()).isEmpty();
            assertThat(checkpoint.unexpected()).isEmpty();
            assertThat(checkpoint.misshapen()).isEmpty();
            assertThat(checkpoint.has(Network.PREDICTOR)).isTrue();
            assertThat(checkpoint.details())
                    .containsEntry("epoch", "2")
                    .containsEntry("batch_size", "4")
                    .containsEntry("world_size", "1")
                    .containsEntry("lr", "0.001")
                    .containsKey("loss");
            assertThat(checkpoint.spec().encoder().embedDim()).isEqualTo(48);
            assertThat(checkpoint.spec().predictor().orElseThrow().depth()).isEqualTo(2);
        }
    }

    @Test
    void theOptimiserStateIsFoundByName() throws IOException {
        JsonArray steps;
        try (Reader reader = new InputStreamReader(
                getClass().getResourceAsStream("/golden/ijepa_small.json"), StandardCharsets.UTF_8)) {
            steps = JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("steps");
        }
        JsonObject last = steps.get(steps.size() - 1).getAsJsonObject();
        try (Checkpoint checkpoint = Checkpoint.open(write(TestArchives.golden()), HEADS)) {
            OptimizerState state = checkpoint.optimizer().orElseThrow();
            assertThat(state.groups()).hasSize(4);
            assertThat(state.groups().getFirst().learningRate())
                    .isEqualTo(last.get("lr").getAsDouble());
            assertThat(state.groups().getFirst().weightDecay())
                    .isEqualTo(last.get("wd").getAsDouble());
            assertThat(state.groups().getLast().weightDecay()).isZero();
            Set<String> trained = new HashSet<>(checkpoint.tensors().keySet());
            trained.removeIf(name -> name.startsWith("target_encoder.") || name.endsWith("pos_embed"));
            assertThat(state.moments().keySet()).isEqualTo(trained);
            state.moments().forEach((name, moments) -> {
                assertThat(moments.step()).isEqualTo(steps.size());
                assertThat(moments.first().sizes())
                        .isEqualTo(checkpoint.tensors().get(name).sizes());
                for (float value : moments.second().floats()) {
                    assertThat(value).isNotNegative();
                }
            });
        }
    }

    @Test
    void aFileCutAnywhereGivesOneSentence() throws IOException {
        byte[] whole = TestArchives.golden();
        for (int length : new int[] {
            0, 1, 2, 8, 9, 30, 1000, 29_706, whole.length / 2, whole.length - 100, whole.length - 22, whole.length - 1
        }) {
            assertRefused(Arrays.copyOf(whole, length), length == 0 ? "is empty" : "");
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertRefused("epoch,itr,loss\n1,0,0.5\n".getBytes(StandardCharsets.UTF_8), "is no checkpoint");
        assertRefused(new byte[0], "is empty");
        assertRefused(new Pickle().code(0x8a).end(), "bare pickle");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Checkpoint.open(folder, HEADS))
                .withMessageContaining(folder.toString());
        Path absent = folder.resolve("absent");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Checkpoint.open(absent, HEADS))
                .withMessage(absent + " does not exist.");
        assertRefused(TestArchives.zip(Map.of("readme.txt", new byte[3]), ZipEntry.STORED), "no data.pkl");
        assertRefused(
                TestArchives.zip(Map.of("archive/data.pkl", new byte[300]), ZipEntry.DEFLATED),
                "archive is compressed");
    }

    @Test
    void aForeignClassIsNamedAndNeverBuilt() throws IOException {
        byte[] pickle = new Pickle()
                .global("os", "system")
                .string("true")
                .code(0x85, 'R')
                .end();
        assertRefused(TestArchives.archive(pickle), "Python class os.system");
        byte[] byStack = new Pickle()
                .string("builtins")
                .string("eval")
                .code(0x93)
                .string("1")
                .code(0x85, 'R')
                .end();
        assertRefused(TestArchives.archive(byStack), "Python class builtins.eval");
        byte[] instance =
                new Pickle().code('(', 'i').global("os", "system").code('.').end();
        assertRefused(TestArchives.archive(instance), "code 105");
    }

    @Test
    void tensorsThatLieAreRefused() throws IOException {
        int[][] lies = {
            {4, 0, 5, 1},
            {4, 2, 3, 1},
            {4, 0, Integer.MAX_VALUE, 0},
            {4, 0, 3, 2},
            {5, 0, 4, 1},
            {4, -1, 2, 1},
            {4, 0, -2, 1},
            {4, 0, 2, -1},
            {-4, 0, 2, 1},
            {4, 0, Integer.MAX_VALUE, Integer.MAX_VALUE}
        };
        for (int[] lie : lies) {
            byte[] pickle = new Pickle()
                    .code('}', '(')
                    .string("encoder.pos_embed")
                    .tensor(lie[0], lie[1], lie[2], lie[3])
                    .code('u')
                    .end();
            assertRefused(TestArchives.archive(pickle), "is damaged");
        }
        byte[] endless = new Pickle().code('X').number(-2).end();
        assertRefused(TestArchives.archive(endless), "is damaged");
        byte[] listAsKey =
                new Pickle().code('}', '(').code(']').string("value").code('u').end();
        assertRefused(TestArchives.archive(listAsKey), "is damaged");
    }

    @Test
    void stridesAreFollowed() throws IOException {
        Path file = write(TestArchives.golden());
        try (Content content = Content.open(file)) {
            StridedTensor rows =
                    StridedTensor.within(content, ElementType.U8, 0, 12, 0, List.of(2L, 3L), List.of(3L, 1L));
            StridedTensor columns =
                    StridedTensor.within(content, ElementType.U8, 0, 12, 0, List.of(3L, 2L), List.of(1L, 3L));
            float[] byRow = rows.floats();
            assertThat(columns.floats()).containsExactly(byRow[0], byRow[3], byRow[1], byRow[4], byRow[2], byRow[5]);
        }
    }

    /** Whatever is changed in the description, the answer is a checkpoint or one sentence. */
    @Test
    void changedDescriptionsNeverFailOtherwise() throws IOException {
        byte[] golden = TestArchives.golden();
        Content unchanged = Content.of(golden, "golden");
        StoredZip zip = StoredZip.read(unchanged);
        String name = "jepa-latest.pth/data.pkl";
        byte[] pickle =
                unchanged.bytes(zip.offset(name), (int) zip.members().get(name).size());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] changed = pickle.clone();
            for (int k = 0; k < 3; k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Content content = Content.of(golden, "changed");
            try {
                TorchPickle.read(content, changed, (key, bytes) -> {
                    if (bytes > 40_000) {
                        throw new InputException("changed has no storage of " + bytes + " bytes");
                    }
                    return 0;
                });
            } catch (InputException expected) {
                assertThat(expected).hasMessageContaining("changed");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    /** The same for the archive's directory, which lies at the end. */
    @Test
    void changedDirectoriesNeverFailOtherwise() throws IOException {
        byte[] golden = TestArchives.golden();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] changed = golden.clone();
            int at = golden.length - 1 - random.nextInt(i % 2 == 0 ? 120 : 20_000);
            changed[at] = (byte) random.nextInt(256);
            try (Checkpoint checkpoint = Checkpoint.of(changed, "changed")) {
                assertThat(checkpoint.tensors()).isNotEmpty();
            } catch (InputException expected) {
                assertThat(expected).hasMessageContaining("changed");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }
}
