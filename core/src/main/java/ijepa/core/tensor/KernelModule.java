package ijepa.core.tensor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ijepa.core.InputException;
import ijepa.core.Reason;

/** One source of kernels, compiled on a device, and how its methods are called. */
abstract class KernelModule {

    /** Held because the engine frees a model that nobody refers to, with everything it made. */
    private final Model model;

    private final Block module;
    private final NDManager constants;
    private final ParameterStore noParameters;
    private final Map<List<Double>, NDArray> constantScalars = new ConcurrentHashMap<>();

    /**
     * Two settings belong to a thread: the graph executor, whose profiling kind crashes on mixed bfloat16, and whether
     * autograd records, which the engine turns off on the thread that starts it and leaves on for all others.
     */
    private final ThreadLocal<Boolean> threadReady = ThreadLocal.withInitial(() -> {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(true);
        return true;
    });

    /**
     * Compiles a source.
     *
     * @param sources   resources beside this class, which together are the source; where the engine refuses the first
     *     list, for an operation that it was built without, the next one is taken
     * @param className the module class that they define
     */
    KernelModule(TensorEngine engine, ComputeDevice device, List<List<String>> sources, String className) {
        model = load(engine, device, sources, className);
        module = model.getBlock();
        // Scalars are read by the processor: on a GPU's manager each reading would wait for the GPU.
        constants = model.getNDManager().newSubManager(Device.cpu());
        noParameters = new ParameterStore(constants, false);
    }

    private static Model load(TensorEngine engine, ComputeDevice device, List<List<String>> sources, String className) {
        List<String> source = sources.getFirst();
        Model model = Model.newInstance(className, device.engineDevice(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(KernelArchive.pack(source, className)));
            return model;
        } catch (IOException failure) {
            model.close();
            throw new InputException(
                    "The engine's kernels cannot be unpacked in " + System.getProperty("java.io.tmpdir") + " ("
                            + Reason.of(failure)
                            + "): make room there, or name another folder (IJEPA_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER).",
                    failure);
        } catch (MalformedModelException | EngineException failure) {
            model.close();
            if (sources.size() > 1) {
                return load(engine, device, sources.subList(1, sources.size()), className);
            }
            throw new IllegalStateException("The engine " + engine.version() + " refused " + source + ".", failure);
        }
    }

    /** A handle without a name on the same values, for arguments that are no list. */
    static NDArray unnamed(NDManager into, NDArray array) {
        NDArray view = array.reshape(array.getShape());
        view.attach(into);
        return view;
    }

    /** Numbers that come again and again, kept. */
    final NDArray constant(double... values) {
        return constantScalars.computeIfAbsent(
                Arrays.stream(values).boxed().collect(Collectors.toUnmodifiableList()),
                key -> constants.create(values));
    }

    /** Numbers that change from call to call. */
    final NDArray scalars(NDManager into, double... values) {
        return into.getDevice().isGpu() ? into.newSubManager(Device.cpu()).create(values) : into.create(values);
    }

    /** Calls a kernel that takes arrays, then one list of parameters, then scalars, and gives one array. */
    final NDArray one(
            NDManager into, String kernel, List<NDArray> arrays, List<NDArray> parameters, NDArray... scalars) {
        NDList arguments = new NDList(arrays.size() + parameters.size() + scalars.length);
        arguments.addAll(arrays);
        arguments.addAll(parameters);
        arguments.addAll(Arrays.asList(scalars));
        return call(into, kernel, arguments).singletonOrThrow();
    }

    /** Calls a kernel; what it gives belongs to the manager. */
    final NDList call(NDManager into, String kernel, NDList arguments) {
        threadReady.get();
        // The selector goes first: results belong to the manager of the first array.
        try (NDArray selector = into.create(new Shape(0))) {
            selector.setName("module_method:" + kernel);
            NDList all = new NDList(arguments.size() + 1);
            all.add(selector);
            all.addAll(arguments);
            // Always "training": what the other mode makes can never enter autograd.
            ProcessExit.call().lock();
            try {
                return module.forward(noParameters, all, true);
            } finally {
                ProcessExit.call().unlock();
            }
        }
    }
}
