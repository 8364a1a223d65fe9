// Runs JUnit 4 tests and reports each as JSON lines, as report.py does for Python.
//
// Arguments: the plan, a class or class#method a line, and the result file.
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.PrintWriter;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.manipulation.Filter;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

class TandemReporter extends RunListener {
    private final PrintStream out;
    private final Map<Description, Failure> failed = new HashMap<>();
    private final Set<Description> assumed = new HashSet<>();
    private final Map<Description, Long> began = new HashMap<>();
    private int results;
    private int red;

    TandemReporter(String path) throws Exception {
        out = new PrintStream(new FileOutputStream(path), true, "UTF-8");
        out.println("{\"tandem\":1,\"runner\":\"junit " + junit.runner.Version.id() + "\"}");
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Set<String>> plan = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Paths.get(arguments[0]), StandardCharsets.UTF_8)) {
            if (line.isEmpty()) continue;
            String[] parts = line.split("#", 2);
            Set<String> methods = plan.get(parts[0]);
            if (parts.length == 1) plan.put(parts[0], null);
            else if (!plan.containsKey(parts[0])) plan.put(parts[0], new HashSet<>(Set.of(parts[1])));
            else if (methods != null) methods.add(parts[1]);
        }
        TandemReporter reporter = new TandemReporter(arguments[1]);
        for (Map.Entry<String, Set<String>> entry : plan.entrySet()) {
            reporter.run(entry.getKey(), entry.getValue());
        }
        reporter.out.println("{\"end\":" + reporter.results + "}");
        reporter.out.close();
        // Threads that a test left behind must not keep the run from its end.
        Runtime.getRuntime().halt(reporter.red == 0 ? 0 : 1);
    }

    private void run(String name, Set<String> methods) {
        Class<?> type;
        try {
            type = Class.forName(name, false, TandemReporter.class.getClassLoader());
        } catch (Throwable problem) {
            // What is gone is left out: its ids are then missing.
            if (!(problem instanceof ClassNotFoundException)) result(name, "error", 0, problem);
            return;
        }
        Request request = Request.aClass(type);
        if (methods != null) {
            request = request.filterWith(new Filter() {
                @Override public boolean shouldRun(Description description) {
                    if (description.isSuite()) {
                        return description.getChildren().stream().anyMatch(this::shouldRun);
                    }
                    return methods.contains(description.getMethodName())
                        || methods.contains(bare(description.getMethodName()));
                }
                @Override public String describe() { return "the tests asked for"; }
            });
        }
        JUnitCore core = new JUnitCore();
        core.addListener(this);
        core.run(request);
    }

    private static String bare(String method) {
        int bracket = method == null ? -1 : method.indexOf('[');
        return bracket < 0 ? method : method.substring(0, bracket);
    }

    private static String id(Description description) {
        String method = description.getMethodName();
        return method == null ? description.getClassName() : description.getClassName() + "." + method;
    }

    @Override public void testStarted(Description test) {
        began.put(test, System.nanoTime());
        out.println("{\"started\":" + quoted(id(test), 4000) + "}");
    }

    @Override public void testFailure(Failure failure) {
        Description test = failure.getDescription();
        // A filter that leaves nothing of a class says so as a failure of no test.
        if (failure.getException().getMessage() != null && test.getMethodName() != null
            && test.getMethodName().equals("initializationError")
            && failure.getException().getMessage().startsWith("No tests found matching")) return;
        if (began.containsKey(test)) failed.put(test, failure);
        else result(id(test), "error", 0, failure.getException());
    }

    @Override public void testAssumptionFailure(Failure failure) {
        assumed.add(failure.getDescription());
    }

    @Override public void testIgnored(Description test) { result(id(test), "skipped", 0, null); }

    @Override public void testFinished(Description test) {
        double seconds = (System.nanoTime() - began.getOrDefault(test, System.nanoTime())) / 1e9;
        Failure failure = failed.remove(test);
        if (failure != null) result(id(test), "failed", seconds, failure.getException());
        else result(id(test), assumed.remove(test) ? "skipped" : "passed", seconds, null);
    }

    private synchronized void result(String id, String status, double seconds, Throwable problem) {
        results += 1;
        StringBuilder line = new StringBuilder("{\"test\":").append(quoted(id, 4000))
            .append(",\"status\":\"").append(status).append("\",\"seconds\":").append(seconds);
        if (problem != null) {
            red += 1;
            StringWriter trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            line.append(",\"class\":").append(quoted(problem.getClass().getName(), 200))
                .append(",\"message\":").append(quoted(String.valueOf(problem.getMessage()), 500))
                .append(",\"trace\":").append(quoted(trace.toString(), 3000));
        }
        out.println(line.append("}"));
    }

    private static String quoted(String text, int limit) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < Math.min(text.length(), limit); index++) {
            char next = text.charAt(index);
            boolean isPlain = next >= ' ' && next < 127 && next != '"' && next != '\\';
            // Half a surrogate pair would not be JSON that everybody reads.
            if (isPlain) quoted.append(next);
            else if (Character.isSurrogate(next)) quoted.append('?');
            else quoted.append(String.format("\\u%04x", (int) next));
        }
        return quoted.append('"').toString();
    }
}
