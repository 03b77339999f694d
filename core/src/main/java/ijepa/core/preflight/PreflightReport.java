package ijepa.core.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ijepa.core.InputException;
import ijepa.core.config.ConfigurationException;
import ijepa.core.preflight.Finding.Level;

/** Everything that was found, in the order in which it was looked at. */
public final class PreflightReport {

    private final List<Finding> findings = new ArrayList<>();

    /** A report on a configuration that cannot be read: each of its problems has failed. */
    public static PreflightReport refused(InputException failure) {
        PreflightReport report = new PreflightReport();
        List<String> problems =
                failure instanceof ConfigurationException all ? all.problems() : List.of(failure.getMessage());
        problems.forEach(problem -> report.failed("configuration", problem));
        return report;
    }

    /** Something that is as it should be. */
    public void passed(String topic, String text) {
        findings.add(new Finding(Level.PASSED, topic, text, ""));
    }

    /** Something that does not stop a run but should be known. */
    public void warned(String topic, String text, String remedy) {
        findings.add(new Finding(Level.WARNED, topic, text, remedy));
    }

    /** Something that stops a run; its sentence says what to do. */
    public void failed(String topic, String text) {
        findings.add(new Finding(Level.FAILED, topic, text, ""));
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether a run may be started. */
    public boolean isFit() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
    }

    /** The same as JSON: {@code {"fit": true, "findings": [{"level", "topic", "text", "remedy"}]}}. */
    public String toJson() {
        JsonArray list = new JsonArray();
        for (Finding finding : findings) {
            JsonObject entry = new JsonObject();
            entry.addProperty("level", finding.level().name().toLowerCase(Locale.ROOT));
            entry.addProperty("topic", finding.topic());
            entry.addProperty("text", finding.text());
            entry.addProperty("remedy", finding.remedy());
            list.add(entry);
        }
        JsonObject report = new JsonObject();
        report.addProperty("fit", isFit());
        report.add("findings", list);
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(report);
    }
}
