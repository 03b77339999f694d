package ijepa.renderer.figure.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;

import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.image.Fit;
import ijepa.core.mask.Block;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.PatchGrid;
import ijepa.core.mask.PatchSet;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.DecoderRun;
import ijepa.renderer.diffusion.DecoderSettings;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.FigureFile;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.Mark;
import ijepa.renderer.figure.Panel;
import ijepa.renderer.figure.Tile;
import ijepa.renderer.map.Distance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every template with a tiny model against a picture that was looked at. What was drawn lies in target/figures; a wanted
 * change of looks is taken over by copying it to src/test/resources/golden/figures.
 */
class TemplatesTest {

    private static final ComputeDevice CPU = new ComputeDevice.Cpu();
    private static final ModelSpec SPEC =
            new ModelSpec(new EncoderSpec(32, 8, 32, 1, 2, 2), new PredictorSpec(16, 1, 2));
    private static final MaskLayout LAYOUT = new MaskLayout(
            new PatchGrid(4, 4),
            List.of(new Block(0, 0, 4, 4)),
            List.of(new Block(0, 0, 2, 2), new Block(1, 2, 2, 1)),
            false);
    private static final Path DRAWN = Path.of("target/figures");

    @TempDir
    private static Path folder;

    private static FigureInputs inputs;
    private static FigureMaker maker;

    @BeforeAll
    static void makeModelDecoderAndRun() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 2; i++) {
            BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 64 * 64; at++) {
                int x = at % 64;
                int y = at / 64;
                picture.setRGB(
                        x,
                        y,
                        (x - 32) * (x - 32) + (y - 32) * (y - 32) < 400 + 300 * i ? 0xF08030 : 2 * x << 8 | 0x40 + y);
            }
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        try (IJepa other = IJepa.load(SPEC, new Initialisation(SPEC, 4), CPU, Precision.FP32)) {
            ModelFile.write(other, ElementType.F32, Map.of(), folder.resolve("other.safetensors"));
        }
        Path weights = folder.resolve("model.safetensors");
        try (IJepa model = IJepa.load(SPEC, new Initialisation(SPEC, 3), CPU, Precision.FP32)) {
            ModelFile.write(model, ElementType.F32, Map.of(), weights);
        }
        Map<String, Object> settings = new HashMap<>(Map.of(
                "checkpoint", weights.toString(), "pictures", pictures.toString(), "image_size", 16, "width", 32));
        settings.putAll(Map.of(
                "multipliers", List.of(1.0, 1.0), "steps", 1, "batch_size", 2, "learning_rate", 1e-3, "warmup", 0));
        settings.putAll(Map.of(
                "ema", 0.9, "predicts", "NOISE", "crop_scale", 0.5, "precision", "FP32", "device", "cpu", "seed", 3));
        settings.putAll(Map.of(
                "sheet_every",
                0,
                "decoder_file",
                folder.resolve("decoder.safetensors").toString()));
        assertThat(DecoderRun.of(
                                DecoderSettings.of(settings),
                                new RunDirectory(folder.resolve("decoder-run")),
                                false,
                                false,
                                line -> {})
                        .run())
                .isEqualTo(RunState.FINISHED);
        Path run = Files.createDirectory(folder.resolve("run"));
        StringBuilder metrics = new StringBuilder();
        for (int step = 0; step < 60; step++) {
            metrics.append(
                    "{\"kind\":\"step\",\"step\":" + step + ",\"epoch\":" + step / 20 + ",\"iteration\":"
                            + step % 20 + ",\"loss\":" + (1.0 / (step + 2) + 0.05 * (step % 3))
                            + ",\"objective\":0.5,\"lr\":0.001,\"weight_decay\":0.04,\"momentum\":0.996,\"mask_context\":10,"
                            + "\"mask_target\":4,\"grad_first\":0.1,\"grad_last\":0.1,\"grad_min\":0.1,\"grad_max\":0.2,"
                            + "\"seconds\":0.5,\"images_per_second\":64,\"wait_share\":0.1,\"memory_bytes\":1000,\"time\":1.0}\n");
        }
        Files.writeString(run.resolve("metrics.jsonl"), metrics);
        inputs = new FigureInputs(Optional.of(folder), name -> {
            throw new IOException("no samples here");
        });
        maker = new FigureMaker(inputs, new SampleStore(Optional.of(folder.resolve("samples"))));
    }

    @AfterAll
    static void close() {
        inputs.close();
    }

    private static FigureRecipe recipe(Template template) {
        PanelSource source = template.source(new Ingredients(
                List.of(FileInput.of("pictures/0.png"), FileInput.of("pictures/1.png")),
                Fit.CENTRE_CROP,
                LAYOUT,
                List.of(),
                MaskStrategy.MultiBlock.PUBLISHED,
                FileInput.of("model.safetensors"),
                Optional.of(FileInput.of("decoder.safetensors")),
                new DecodingChoice(2, 1, "dpm++", 2, 1),
                List.of(FileInput.of("run")),
                new CurveChoice(List.of(Quantity.LOSS, Quantity.LEARNING_RATE), 9, true, false, true),
                Template.MAPS,
                Distance.COSINE,
                OptionalInt.empty(),
                MapLook.DEFAULT,
                4,
                2000,
                32));
        FigureRecipe recipe = new FigureRecipe(
                FigureFormat.DEFAULT.withWidth(89).withColumns(2),
                List.of(new FigureRecipe.Item("", template == Template.MASK_STATISTICS ? statistics() : source)),
                "");
        return inputs.sealed(recipe, false);
    }

    /** Multi-block masks need a grid of the published size. */
    private static PanelSource statistics() {
        return new PanelSource.MaskFrequencies(MaskStrategy.MultiBlock.PUBLISHED, new PatchGrid(14, 14), 2000, 32, 4);
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void looksAsItDid(Template template) throws IOException {
        Figure figure = maker.make(recipe(template), Progress.NONE).figure();
        BufferedImage drawn = FigureFile.preview(figure, 1.5);
        Files.createDirectories(DRAWN);
        String name = template.option() + ".png";
        ImageIO.write(drawn, "png", DRAWN.resolve(name).toFile());
        BufferedImage golden;
        try (InputStream file = TemplatesTest.class.getResourceAsStream("/golden/figures/" + name)) {
            assertThat(file).as("a golden picture of " + name).isNotNull();
            golden = ImageIO.read(file);
        }
        assertThat(drawn.getWidth()).isEqualTo(golden.getWidth());
        assertThat(drawn.getHeight()).isEqualTo(golden.getHeight());
        double sum = 0;
        int far = 0;
        for (int y = 0; y < golden.getHeight(); y++) {
            for (int x = 0; x < golden.getWidth(); x++) {
                int difference = difference(drawn.getRGB(x, y), golden.getRGB(x, y));
                sum += difference;
                far += difference > 60 ? 1 : 0;
            }
        }
        int pixels = golden.getWidth() * golden.getHeight();
        assertThat(sum / pixels).as("mean difference of 255").isLessThan(1.5);
        assertThat((double) far / pixels).as("share of pixels that differ much").isLessThan(0.01);
    }

    @Test
    void aSheetOfLayoutsLeavesTheContextClearAndTheLastRowOpen() {
        PatchGrid grid = new PatchGrid(4, 4);
        MaskLayout left = new MaskLayout(grid, List.of(new Block(0, 0, 4, 2)), List.of(new Block(1, 2, 2, 2)), false);
        MaskLayout right = new MaskLayout(grid, List.of(new Block(0, 2, 4, 2)), List.of(new Block(1, 0, 2, 2)), false);
        FigureRecipe sheet = new FigureRecipe(
                FigureFormat.DEFAULT,
                List.of(new FigureRecipe.Item(
                        "",
                        new PanelSource.MaskLayouts(
                                List.of(FileInput.of("pictures/0.png")),
                                Fit.CENTRE_CROP,
                                List.of(left, right, left, right, left),
                                List.of(List.of(0), List.of(), List.of(), List.of(), List.of()),
                                List.of("1", "2", "3", "4", "5"),
                                4))),
                "");
        Panel.Pictures panel = (Panel.Pictures) maker.make(inputs.sealed(sheet, false), Progress.NONE)
                .figure()
                .parts()
                .getFirst()
                .panel();
        assertThat(panel.tiles()).hasSize(2);
        assertThat(panel.tiles().getLast().stream().filter(Optional::isPresent)).hasSize(1);
        Tile first = panel.tiles().getFirst().getFirst().orElseThrow();
        assertThat(first.note()).isEqualTo("1");
        assertThat(first.marks()).contains(new Mark.Hatched(PatchSet.of(0)));
        assertThat(first.marks()).noneMatch(mark -> mark instanceof Mark.Number);
        int[] cover = ((Mark.Cells) first.marks().getFirst()).argb();
        assertThat(cover[grid.index(0, 0)]).isZero();
        assertThat(cover[grid.index(0, 3)] >>> 24).isBetween(0x80, 0xE0);
    }

    private static int difference(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)));
        }
        return most;
    }

    @Test
    void keptSamplesAreUsedAgainWithoutTheDecoder() throws IOException {
        FigureRecipe recipe = recipe(Template.FIGURE_6);
        Figure first = maker.make(recipe, Progress.NONE).figure();
        try (FigureInputs others = new FigureInputs(Optional.of(folder), name -> new byte[0])) {
            FigureMaker again = new FigureMaker(others, new SampleStore(Optional.of(folder.resolve("samples"))));
            // A recipe that was sealed before is not checked again, so a broken decoder does not matter here.
            Path decoder = folder.resolve("decoder.safetensors");
            byte[] content = Files.readAllBytes(decoder);
            Files.writeString(decoder, "broken");
            try {
                Figure second = again.make(recipe, Progress.NONE).figure();
                assertThat(FigureFile.preview(second, 1).getRGB(0, 0, 200, 100, null, 0, 200))
                        .isEqualTo(FigureFile.preview(first, 1).getRGB(0, 0, 200, 100, null, 0, 200));
            } finally {
                Files.write(decoder, content);
            }
        }
    }

    @Test
    void aDecoderOfOtherWeightsIsSaidOfEachFigureOfItAndOfNoOther() throws IOException {
        FigureRecipe recipe = inputs.sealed(
                recipe(Template.FIGURE_7)
                        .withFiles(file ->
                                file.name().equals("model.safetensors") ? FileInput.of("other.safetensors") : file),
                false);
        List<String> first = maker.make(recipe, Progress.NONE).warnings();
        assertThat(first)
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("trained with other weights"));
        assertThat(maker.make(recipe, Progress.NONE).warnings()).isEqualTo(first);
        assertThat(maker.make(recipe(Template.FIGURE_7), Progress.NONE).warnings())
                .isEmpty();
        try (FigureInputs others = new FigureInputs(Optional.of(folder), name -> new byte[0])) {
            FigureMaker again = new FigureMaker(others, new SampleStore(Optional.of(folder.resolve("samples"))));
            // Neither the networks nor the decoder are there to ask.
            Path weights = folder.resolve("other.safetensors");
            byte[] content = Files.readAllBytes(weights);
            Files.writeString(weights, "broken");
            try {
                assertThat(again.make(recipe, Progress.NONE).warnings()).isEqualTo(first);
            } finally {
                Files.write(weights, content);
            }
        }
    }

    /** The chart of losses over epochs of runs, of a decoder's steps that are 20 an epoch, and what is said of it. */
    private static Panel.Chart lossOverEpochs(List<String> said, int... steps) throws IOException {
        List<FileInput> runs = new ArrayList<>();
        for (int count : steps) {
            Path run = Files.createDirectories(folder.resolve("decoder-run-" + count));
            StringBuilder metrics = new StringBuilder();
            for (int step = 0; step < count; step++) {
                metrics.append(
                        "{\"kind\":\"named_step\",\"step\":" + step + ",\"epoch\":" + step / 20 + ",\"iteration\":"
                                + step % 20
                                + ",\"loss\":0.5,\"values\":{\"lr\":0.001},\"seconds\":0.5,\"images_per_second\":64,"
                                + "\"wait_share\":0.1,\"memory_bytes\":1000,\"time\":1.0}\n");
            }
            Files.writeString(run.resolve("metrics.jsonl"), metrics);
            runs.add(FileInput.of("decoder-run-" + count));
        }
        FigureRecipe recipe = new FigureRecipe(
                FigureFormat.DEFAULT,
                List.of(new FigureRecipe.Item(
                        "", new PanelSource.TrainingCurves(runs, List.of(Quantity.LOSS), 1, true, false, false))),
                "");
        FigureMaker.Made made = maker.make(inputs.sealed(recipe, false), Progress.NONE);
        said.addAll(made.warnings());
        return (Panel.Chart) made.figure().parts().getFirst().panel();
    }

    @Test
    void stepsOfEveryKindOfRunAreCountedInEpochs() throws IOException {
        List<String> said = new ArrayList<>();
        Panel.Chart chart = lossOverEpochs(said, 50);
        assertThat(chart.xTitle()).isEqualTo("Epoch");
        assertThat(chart.series().getFirst().x())
                .hasSize(50)
                .startsWith(0.05, 0.1)
                .endsWith(2.45, 2.5);
        assertThat(said).isEmpty();
    }

    @Test
    void aRunInItsFirstEpochIsDrawnOverStepsAndThatIsSaid() throws IOException {
        List<String> said = new ArrayList<>();
        Panel.Chart chart = lossOverEpochs(said, 50, 7);
        assertThat(chart.xTitle()).isEqualTo("Step");
        assertThat(chart.series().getFirst().x()).endsWith(49, 50);
        assertThat(chart.series().getLast().x()).endsWith(6, 7);
        assertThat(said)
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("decoder-run-7 does not say how many steps an epoch has")
                        .contains("drawn over steps"));
    }

    @Test
    void aRunOfOneEpochIsCountedAsItsStatusSays() throws IOException {
        Path run = Files.createDirectories(folder.resolve("decoder-run-20"));
        Files.writeString(run.resolve("status.json"), """
                {"kind": "decoder", "state": "finished", "message": "", "process": {"pid": 1, "host": "here", "began": ""},
                 "started": "2026-01-01T00:00:00Z", "heartbeat": "2026-01-01T00:00:00Z", "socket": "",
                 "progress": {"epoch": 1, "epochs": 1, "step": 20, "total_steps": 20, "images_per_second": 64}}
                """);
        List<String> said = new ArrayList<>();
        Panel.Chart chart = lossOverEpochs(said, 50, 20);
        assertThat(said).isEmpty();
        assertThat(chart.xTitle()).isEqualTo("Epoch");
        assertThat(chart.series().getLast().x()).endsWith(0.95, 1);
    }

    @Test
    void smoothingKeepsALineAndTakesNoiseOut() {
        double[] line = {1, 2, 3, 4, 5, 6, 7};
        assertThat(CurvesTemplate.smoothed(line, 5)).containsExactly(line);
        assertThat(CurvesTemplate.smoothed(new double[] {0, 0, 3, 0, 0}, 3)).containsExactly(0, 1, 1, 1, 0);
    }
}
