package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends while its engine computes, in a process of its own. */
class ProcessExitTest {

    @TempDir
    Path folder;

    /** Computes without end on one thread and leaves on another. */
    public static final class Busy {

        private Busy() {}

        public static void main(String[] arguments) throws InterruptedException {
            ComputeDevice cpu = new ComputeDevice.Cpu();
            Kernels kernels = TensorEngine.start().kernels(cpu);
            NDManager manager = TensorEngine.start().newManager(cpu);
            NDArray matrix = manager.randomUniform(0, 1, new Shape(700, 700));
            Thread worker = Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    try (NDManager scope = manager.newSubManager()) {
                        kernels.matmul(scope, matrix, matrix, Precision.FP32);
                    }
                }
            });
            ProcessExit.before(() -> System.out.println("first this"));
            worker.join(300);
            System.exit(7);
        }
    }

    @Test
    void endsBetweenCallsOfTheEngine() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Busy.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(7);
        assertThat(printed).contains("first this");
        assertThat(folder).isEmptyDirectory();
    }
}
