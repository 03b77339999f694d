package ijepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.mask.Block;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.Masking;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.RandomSampler;
import ijepa.core.model.PublishedSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainFileTest {

    private static final Path CONFIGS = Path.of("src/test/resources/golden/configs");

    @TempDir
    private Path folder;

    private static PretrainFile official(String name, String... overrides) {
        return PretrainFile.read(CONFIGS.resolve(name), List.of(overrides));
    }

    private static PretrainFile huge(String... overrides) {
        return official("in1k_vith14_ep300.yaml", overrides);
    }

    private static List<String> problemsOf(String... overrides) {
        return catchThrowableOfType(ConfigurationException.class, () -> huge(overrides))
                .problems();
    }

    private static String text(String name) throws Exception {
        return Files.readString(CONFIGS.resolve(name));
    }

    @Test
    void aBatchThatNoBufferHoldsIsRefused() {
        assertThat(problemsOf("data.batch_size=4096"))
                .singleElement()
                .asString()
                .contains(
                        "data.batch_size is 4096 but must be at most 3566 for crops of 224 pixels",
                        "workbench.step.accumulate");
    }

    @Test
    void thePooledVarianceNeedsTwoPictures() {
        String[] one = {
            "data.batch_size=1",
            "workbench.regulariser.kind=variance_covariance",
            "workbench.regulariser.scope=pooled",
            "workbench.step.accumulate=1"
        };
        assertThat(problemsOf(one)).singleElement().asString().contains("data.batch_size is 1", "no variance");
        one[3] = "workbench.step.accumulate=2";
        assertThat(huge(one).workbench().step().accumulate()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "in1k_vith14_ep300.yaml, HUGE, 224, 14, 128, 12, 300, 40",
        "in1k_vith16-448_ep300.yaml, HUGE, 448, 16, 16, 12, 300, 40",
        "in22k_vitg16_ep44.yaml, GIANT, 224, 16, 16, 16, 44, 3",
        "in22k_vith14_ep66.yaml, HUGE, 224, 14, 32, 12, 66, 3"
    })
    void thePublishedFilesAreReadAsTheyStand(
            String name, PublishedSize size, int crop, int patch, int batch, int depth, int epochs, double warmup) {
        PretrainFile file = official(name);
        assertThat(file.meta()).isEqualTo(new MetaSection(false, false, size, depth, 384, Optional.empty(), true));
        assertThat(file.optimization())
                .isEqualTo(new OptimizationSection(
                        new Interval(0.996, 1), epochs, 1e-6, 0.4, 1, 1e-3, 2e-4, warmup, 0.04));
        assertThat(file.mask())
                .isEqualTo(new MaskSection(
                        false,
                        new Interval(0.75, 1.5),
                        new Interval(0.85, 1),
                        10,
                        1,
                        4,
                        patch,
                        new Interval(0.15, 0.2)));
        assertThat(file.data().cropSize()).isEqualTo(crop);
        assertThat(file.data().batchSize()).isEqualTo(batch);
        assertThat(file.data().rootPath()).startsWith("$replace_this");
        assertThat(file.grid()).isEqualTo(new PatchGrid(crop / patch, crop / patch));
        assertThat(file.workbench()).isEqualTo(WorkbenchSection.DEFAULT);
        assertThat(file.unknownPaths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in1k_vith14_ep300.yaml",
                "in1k_vith16-448_ep300.yaml",
                "in22k_vitg16_ep44.yaml",
                "in22k_vith14_ep66.yaml"
            })
    void whatIsWrittenIsTheOfficialTextAndReadsBackEqual(String name) throws Exception {
        PretrainFile file = official(name);
        String written = file.toYaml();
        String official =
                text(name).lines().filter(line -> !line.startsWith("#")).reduce("", (all, line) -> all + line + "\n");
        assertThat(written).startsWith(official + "workbench:\n");
        assertThat(PretrainFile.parse(written, "again", List.of())).isEqualTo(file);
    }

    @Test
    void unknownFieldsAreKeptAndListed() throws Exception {
        String yaml = text("in1k_vith14_ep300.yaml")
                        .replace("  lr: 0.001\n", "  lr: 0.001\n  optimizer: lars\n  nested:\n    a: [1, 2]\n")
                + "cluster:\n  nodes: 2\nworkbench:\n  loader:\n    ahead: 3\n    colour: blue\n";
        PretrainFile file = PretrainFile.parse(yaml, "mine.yaml", List.of("cluster.nodes=4"));
        assertThat(file.unknownPaths())
                .containsExactlyInAnyOrder(
                        "optimization.optimizer", "optimization.nested.a", "cluster.nodes", "workbench.loader.colour");
        assertThat(file.workbench().loader().ahead()).isEqualTo(3);
        assertThat(file.toYaml())
                .contains("  optimizer: lars\n")
                .contains("cluster:\n  nodes: 4\n")
                .contains("    colour: blue\n");
        assertThat(PretrainFile.parse(file.toYaml(), "again", List.of())).isEqualTo(file);
    }

    @Test
    void numbersMayBeWrittenInEveryUsualWay() throws Exception {
        String yaml = text("in1k_vith14_ep300.yaml")
                .replace("lr: 0.001", "lr: 1.0e-03")
                .replace("final_lr: 1.0e-06", "final_lr: '1e-6'")
                .replace("start_lr: 0.0002", "start_lr: 2E-4")
                .replace("ema:\n  - 0.996\n  - 1.0", "ema: [0.996, 1]")
                .replace("epochs: 300", "epochs: 3.0e2")
                .replace("pin_mem: true", "pin_mem: yes");
        PretrainFile file = PretrainFile.parse(yaml, "mine.yaml", List.of());
        assertThat(file).isEqualTo(huge());
    }

    /** PyYAML takes 1e-05 for text. */
    @ParameterizedTest
    @CsvSource({
        "1e-6, 1.0e-06",
        "0.00012, 0.00012",
        "2.5e-5, 2.5e-05",
        "1, 1.0",
        "0, 0.0",
        "0.001, 0.001",
        "3e20, 3.0e+20",
        "-4e-7, -4.0e-07",
        "123456.5, 123456.5"
    })
    void numbersAreWrittenSoThatTheOfficialReaderTakesThemForNumbers(double value, String text) {
        assertThat(YamlText.number(value)).isEqualTo(text);
    }

    @Test
    void overridesGoBeforeTheFile() {
        PretrainFile file = huge(
                "optimization.lr=5e-4",
                "optimization.ema=[0.99, 1.0]",
                "meta.model_name=vit_small",
                "meta.use_bfloat16=false",
                "data.root_path=/pictures",
                "workbench.sampler.kind=random",
                "workbench.loss=l2",
                "workbench.seed=7");
        assertThat(file.optimization().lr()).isEqualTo(5e-4);
        assertThat(file.optimization().ema()).isEqualTo(new Interval(0.99, 1));
        assertThat(file.meta().model()).isEqualTo(PublishedSize.SMALL);
        assertThat(file.meta().useBfloat16()).isFalse();
        assertThat(file.data().rootPath()).isEqualTo("/pictures");
        assertThat(file.sampler()).isInstanceOf(RandomSampler.class);
        assertThat(file.workbench().loss()).isEqualTo(WorkbenchSection.Distance.L2);
        assertThat(file.workbench().seed()).isEqualTo(7);
        assertThat(PretrainFile.parse(file.toYaml(), "again", List.of())).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optimization.lr=-1 | optimization.lr is -1.0 but must be above 0 and below 10; 0.001 is usual",
                "optimization.lr=.nan | optimization.lr is NaN but must be a number.",
                "optimization.lr=fast | optimization.lr is 'fast' but must be a number.",
                "optimization.lr= | optimization.lr is empty but must be a number.",
                "optimization.warmup=301 | optimization.warmup is 301.0 but must be from 0 to the run's 300 epochs",
                "optimization.epochs=0 | optimization.epochs is 0 but must be from 1 to 1000000",
                "optimization.epochs=2.5 | optimization.epochs is 2.5 but must be a whole number.",
                "optimization.epochs=99999999999 | optimization.epochs is 99999999999 but must be a whole number.",
                "optimization.ema=[1.0, 0.9] | optimization.ema is [1.0, 0.9] but must be two rising numbers from 0 to 1",
                "optimization.ema=0.9 | optimization.ema is 0.9 but must be a list of two numbers such as [0.996, 1.0].",
                "optimization.ipe_scale=0.5 | optimization.ipe_scale is 0.5 but must be from 1 to 100",
                "optimization.weight_decay=-0.1 | optimization.weight_decay is -0.1 but must be from 0 to below 10",
                "data.batch_size=0 | data.batch_size is 0 but must be from 1 to 65536",
                "data.crop_scale=[0, 1] | data.crop_scale is [0.0, 1.0] but must be two rising shares",
                "data.crop_size=225 | data.crop_size is 225 but must be a multiple of mask.patch_size, which is 14; the nearest is 224.",
                "data.num_workers=-1 | data.num_workers is -1 but must be from 0 to 1024 threads",
                "data.use_horizontal_flip=maybe | data.use_horizontal_flip is 'maybe' but must be true or false.",
                "mask.num_pred_masks=0 | mask.num_pred_masks is 0 but must be from 1 to 64",
                "mask.pred_mask_scale=[0.2, 0.1] | mask.pred_mask_scale is [0.2, 0.1] but must be two rising shares",
                "mask.min_keep=-1 | mask.min_keep is -1 but must be 0 or more",
                "mask.min_keep=100 | mask: These masks can never be satisfied",
                "mask.patch_size=112 | No min_keep helps on this grid.",
                "mask.patch_size=0 | mask.patch_size is 0 but must be from 1 to 1024",
                "meta.model_name=vit_enormous | meta.model_name is 'vit_enormous' but must be one of vit_tiny, vit_small, vit_base, vit_large, vit_huge, vit_giant.",
                "meta.pred_emb_dim=100 | meta.pred_emb_dim is 100 but must be a multiple of 4 and of the encoder's 16 attention heads, which the predictor has too; 96 would do.",
                "meta.pred_depth=0 | meta.pred_depth is 0 but must be from 1 to 128",
                "meta.read_checkpoint=[1] | meta.read_checkpoint is [1] but must be text or null.",
                "logging.write_tag=a/b | logging.write_tag is 'a/b' but must be the beginning of a file name",
                "workbench.device.name=gpu | workbench.device.name is 'gpu' but must be auto, cpu or cuda:N.",
                "workbench.loader=3 | workbench.loader is 3 but must be a section of named values.",
                "workbench.sampler.kind=spiral | workbench.sampler.kind is 'spiral' but must be one of multiblock,",
                "workbench.sampler.ratio=[0.4, 1] | workbench.sampler.ratio is [0.4, 1.0] but must be two rising shares",
                "workbench.regulariser.points=16 | workbench.regulariser.points is 16 but must be an odd number from 3",
                "workbench.regulariser.slices=0 | workbench.regulariser.slices is 0 but must be from 1 to 65536;",
                "workbench.step.accumulate=0 | workbench.step.accumulate is 0 but must be from 1 to 65536;",
                "workbench.step.accumulate=65536 | such that data.batch_size times it is at most 1048576.",
                "workbench.step.clip_norm=-1 | workbench.step.clip_norm is -1.0 but must be from 0 to",
                "workbench.step.checkpoint_activations=1 | workbench.step.checkpoint_activations is 1 but must be true or",
                "workbench.step={clip: 1} | there is no such field; the nearest is workbench.step.clip_norm.",
                "workbench.checkpointing.keep_last=0 | workbench.checkpointing.keep_last is 0 but must be from 1 to",
                "optimization.learning_rate=1 | there is no such field; the nearest is optimization.",
                "workbench.loader={ahead: 3, ahed: 3} | there is no such field; the nearest is workbench.loader.ahead.",
                "workbench.loader.ahed=3 | there is no such field; the nearest is workbench.loader.ahead.",
                "epochs=3 | --set epochs=3 should be section.field=value, such as optimization.lr=5e-4."
            })
    void everyBadValueIsNamedWithWhatWouldDo(String override, String sentence) {
        assertThat(problemsOf(override)).singleElement().asString().contains(sentence);
    }

    @Test
    void aLayoutIsReadWhereItsMasksAreAskedFor() throws Exception {
        MaskLayout layout = new MaskLayout(
                new PatchGrid(16, 16), List.of(new Block(0, 0, 16, 16)), List.of(new Block(2, 2, 4, 5)), false);
        Path file = Files.writeString(folder.resolve("layout.json"), LayoutJson.write(layout));
        String kind = "workbench.sampler.kind=layout";
        assertThat(huge(kind, "workbench.sampler.layout=" + file).masking()).isEqualTo(new Masking.Fixed(layout));
        assertThat(problemsOf(kind))
                .containsExactly("workbench.sampler.layout is missing: layout masks need the JSON file of a layout.");
        assertThat(problemsOf(kind, "workbench.sampler.layout=" + folder.resolve("none.json")))
                .singleElement()
                .asString()
                .contains("none.json cannot be read");
        assertThat(problemsOf(kind, "workbench.sampler.layout=" + file, "data.crop_size=112"))
                .singleElement()
                .asString()
                .contains("is for a grid of 16 x 16 patches, but data.crop_size and mask.patch_size give 8 x 8");
    }

    @Test
    void pathsBecomeAbsoluteForARun() {
        PretrainFile file = huge(
                        "data.root_path=sets",
                        "workbench.pictures=pictures",
                        "workbench.model_file=model.safetensors",
                        "workbench.probe.folder=held")
                .absolute(Path.of("runs/first"));
        Path here = Path.of("").toAbsolutePath();
        assertThat(file.data().rootPath()).isEqualTo(here.resolve("sets").toString());
        assertThat(file.logging().folder()).isEqualTo(here.resolve("runs/first").toString());
        assertThat(file.workbench().pictures())
                .contains(here.resolve("pictures").toString());
        assertThat(file.workbench().modelFile())
                .contains(here.resolve("model.safetensors").toString());
        assertThat(file.workbench().probe().folder())
                .contains(here.resolve("held").toString());
        assertThat(file.absolute(Path.of("runs/first"))).isEqualTo(file);
    }

    @Test
    void allProblemsAreSaidAtOnce() throws Exception {
        String yaml = text("in1k_vith14_ep300.yaml")
                .replace("  lr: 0.001\n", "")
                .replace("batch_size: 128", "batch_size: none")
                .replace("warmup: 40", "warmup: 400");
        Path file = Files.writeString(folder.resolve("bad.yaml"), yaml);
        ConfigurationException failure = catchThrowableOfType(
                ConfigurationException.class, () -> PretrainFile.read(file, List.of("meta.pred_depth=-2")));
        assertThat(failure.problems())
                .containsExactlyInAnyOrder(
                        "data.batch_size is 'none' but must be a whole number.",
                        "optimization.lr is missing and must be a number; 0.001 is usual.",
                        "optimization.warmup is 400.0 but must be from 0 to the run's 300 epochs; an eighth of the run is usual.",
                        "meta.pred_depth is -2 but must be from 1 to 128 blocks; 6 to 16 is usual.");
        assertThat(failure).hasMessageStartingWith(file + " has 4 problems:");
    }

    @Test
    void aMissingSectionIsOneProblem() throws Exception {
        String yaml = text("in1k_vith14_ep300.yaml").replaceFirst("(?s)mask:.*meta:", "meta:");
        assertThatThrownBy(() -> PretrainFile.parse(yaml, "mine.yaml", List.of()))
                .hasMessage("mine.yaml: the section mask is missing.");
    }

    @Test
    void filesThatAreNoConfigurationAreRefused() throws Exception {
        assertThatThrownBy(() -> PretrainFile.read(folder.resolve("none.yaml"), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.yaml does not exist");
        assertThatThrownBy(() -> PretrainFile.read(folder, List.of())).isInstanceOf(InputException.class);
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertThatThrownBy(() -> PretrainFile.read(binary, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not UTF-8 text");
        for (String yaml : List.of("", "just words", "- a\n- b\n")) {
            assertThatThrownBy(() -> PretrainFile.parse(yaml, "mine.yaml", List.of()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("mine.yaml is no configuration");
        }
        assertThatThrownBy(() -> PretrainFile.parse("data:\n  a: [1,\nmask: {", "mine.yaml", List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mine.yaml is not YAML in line ");
        assertThatThrownBy(() -> PretrainFile.parse("data: 1\ndata: 2\n", "mine.yaml", List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> PretrainFile.parse("data: !!java.net.URL [x]\n", "mine.yaml", List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not YAML");
    }

    @Test
    void aRecordThatIsChangedInCodeIsCheckedToo() {
        PretrainFile file = huge();
        assertThatThrownBy(() -> new PretrainFile(
                        file.data(),
                        new LoggingSection("runs", " "),
                        file.mask(),
                        file.meta(),
                        file.optimization(),
                        file.workbench(),
                        file.unknown()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("logging.write_tag");
    }

    @Test
    void masksAloneNeedTwoSectionsOnly() throws Exception {
        String yaml = "data: {batch_size: 8, crop_size: 64}\n"
                + text("in1k_vith14_ep300.yaml").replaceFirst("(?s).*(mask:.*)meta:.*", "$1");
        Path file = Files.write(folder.resolve("masks.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
        MaskingFile read = MaskingFile.read(file);
        assertThat(read.batchSize()).isEqualTo(8);
        assertThat(read.cropSize()).isEqualTo(64);
        assertThat(read.mask()).isEqualTo(huge().mask());
        Files.writeString(file, yaml.replace("min_keep: 10", "min_keep: ten"));
        assertThatThrownBy(() -> MaskingFile.read(file)).hasMessageContaining("mask.min_keep is 'ten'");
    }
}
