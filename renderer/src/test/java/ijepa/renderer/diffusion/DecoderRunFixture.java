package ijepa.renderer.diffusion;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Eight drawn pictures, a tiny model, and runs of a tiny decoder. */
abstract class DecoderRunFixture {

    static final int PICTURES = 8;
    static final long STEPS = 5;

    @TempDir
    static Path folder;

    static Path pictures;
    static Path model;

    @BeforeAll
    static void draw() throws IOException {
        pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            BufferedImage picture = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 40 * 36; at++) {
                picture.setRGB(at % 40, at / 40, at % 40 < 5 * i ? 0xFF8000 + at : 0x2040A0);
            }
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        model = model("model.safetensors", 1);
    }

    static Path model(String name, long seed) {
        ModelSpec spec = new ModelSpec(new EncoderSpec(32, 4, 32, 1, 2, 2), new PredictorSpec(16, 1, 2));
        Path file = folder.resolve(name);
        try (IJepa made = IJepa.load(spec, new Initialisation(spec, seed), new ComputeDevice.Cpu(), Precision.FP32)) {
            ModelFile.write(made, ElementType.F32, Map.of(), file);
        }
        return file;
    }

    /** Pictures in batches of 3, so that epochs of 2 steps end within the run; a checkpoint after every step. */
    static DecoderSettings settings(Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "checkpoint",
                model.toString(),
                "pictures",
                pictures.toString(),
                "image_size",
                16,
                "width",
                32,
                "multipliers",
                List.of(1.0, 1.0),
                "batch_size",
                3,
                "steps",
                STEPS,
                "learning_rate",
                2e-3,
                "checkpoint_minutes",
                1e-12,
                "sheet_every",
                4));
        values.put("warmup", 0);
        values.put("precision", "FP32");
        values.put("device", "cpu");
        values.put("threads", 2);
        values.putAll(more);
        return DecoderSettings.of(values);
    }

    static RunState run(Path directory, boolean resume, Map<String, Object> more, List<String> lines) {
        return DecoderRun.of(settings(more), new RunDirectory(directory), resume, false, lines::add)
                .run();
    }

    static Path checkpoint(Path run, long step) {
        return run.resolve(String.format("checkpoints/step-%09d.safetensors", step));
    }
}
