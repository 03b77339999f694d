package ijepa.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code optimization}: the schedules.
 *
 * @param ema              the target encoder's momentum at the beginning and the end
 * @param epochs           length of the run
 * @param finalLr          learning rate at the end
 * @param finalWeightDecay weight decay at the end
 * @param ipeScale         stretches the schedules beyond the run's end
 * @param lr               learning rate after the warm-up
 * @param startLr          learning rate that the warm-up starts from
 * @param warmup           epochs of linear warm-up
 * @param weightDecay      weight decay at the beginning
 */
public record OptimizationSection(
        Interval ema,
        int epochs,
        double finalLr,
        double finalWeightDecay,
        double ipeScale,
        double lr,
        double startLr,
        double warmup,
        double weightDecay) {

    static OptimizationSection read(SectionReader in) {
        return new OptimizationSection(
                in.interval("ema", new Interval(0.996, 1)),
                in.whole("epochs", 300),
                in.number("final_lr", 1e-6),
                in.number("final_weight_decay", 0.4),
                in.number("ipe_scale", 1),
                in.number("lr", 1e-3),
                in.number("start_lr", 2e-4),
                in.number("warmup", 40),
                in.number("weight_decay", 0.04));
    }

    void check(Problems problems) {
        problems.require(
                ema.from() >= 0 && ema.from() <= ema.to() && ema.to() <= 1,
                "optimization.ema",
                ema,
                "two rising numbers from 0 to 1; [0.996, 1.0] is usual");
        problems.require(
                epochs >= 1 && epochs <= 1_000_000, "optimization.epochs", epochs, "from 1 to 1000000; 300 is usual");
        rate(problems, finalLr >= 0 && finalLr < 10, "final_lr", finalLr, "from 0 to below 10; 1.0e-06 is usual");
        decay(problems, "final_weight_decay", finalWeightDecay, "0.4");
        problems.require(
                ipeScale >= 1 && ipeScale <= 100,
                "optimization.ipe_scale",
                ipeScale,
                "from 1 to 100, or the schedules end before the run; 1.0 is usual");
        rate(problems, lr > 0 && lr < 10, "lr", lr, "above 0 and below 10; 0.001 is usual for a batch of 2048");
        rate(problems, startLr >= 0 && startLr < 10, "start_lr", startLr, "from 0 to below 10; 0.0002 is usual");
        // Without a usable number of epochs there is nothing to compare the warm-up with.
        boolean epochsKnown = epochs >= 1 && !problems.concern("optimization.epochs");
        problems.require(
                warmup >= 0 && (!epochsKnown || warmup <= epochs),
                "optimization.warmup",
                warmup,
                "from 0 to the run's " + epochs + " epochs; an eighth of the run is usual");
        decay(problems, "weight_decay", weightDecay, "0.04");
    }

    private static void rate(Problems problems, boolean holds, String field, double value, String wanted) {
        problems.require(holds, "optimization." + field, value, wanted);
    }

    private static void decay(Problems problems, String field, double value, String usual) {
        rate(problems, value >= 0 && value < 10, field, value, "from 0 to below 10; " + usual + " is usual");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ema", ema.toList());
        map.put("epochs", epochs);
        map.put("final_lr", finalLr);
        map.put("final_weight_decay", finalWeightDecay);
        map.put("ipe_scale", ipeScale);
        map.put("lr", lr);
        map.put("start_lr", startLr);
        map.put("warmup", warmup == Math.rint(warmup) && Math.abs(warmup) < 1e9 ? (Object) (int) warmup : warmup);
        map.put("weight_decay", weightDecay);
        return map;
    }
}
