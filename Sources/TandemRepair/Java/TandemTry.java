import java.io.ByteArrayOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;

/**
 * Runs single JUnit tests of compiled classes, each load of them new, in one virtual machine: to trace
 * them, or over one changed source after another. It judges nothing but red and green.
 *
 * Arguments: trace or search, the folder of the job, the folder for results, the folder of the
 * classes, this lane and how many there are. Exit 75 asks to be started again after what it wrote.
 */
public final class TandemTry {
  private static final int AGAIN = 75;
  private static Path job;
  private static Path results;
  private static Path classes;
  private static final PrintStream silent = new PrintStream(OutputStream.nullOutputStream());

  public static void main(String[] arguments) throws Exception {
    job = Path.of(arguments[1]);
    results = Path.of(arguments[2]);
    classes = Path.of(arguments[3]);
    System.setOut(silent);
    System.setErr(silent);
    if (arguments[0].equals("trace")) {
      trace();
    } else {
      search(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
    }
    Runtime.getRuntime().halt(0);
  }

  // Trace: every test alone, in a load of its own.

  private static void trace() throws Exception {
    List<String> tests = lines("red.txt");
    tests.addAll(lines("green.txt"));
    Path log = results.resolve("trace.txt");
    int done = Files.exists(log) ? Files.readAllLines(log).size() : 0;
    for (int index = done; index < tests.size(); index++) {
      System.setProperty("TANDEM_PROBES", results.resolve("probes" + index).toString());
      long begun = System.nanoTime();
      String status = run(tests.get(index), Map.of(), 5000);
      write(log, index + " " + status + " " + (System.nanoTime() - begun) / 1_000_000);
      if (status.equals("stuck")) Runtime.getRuntime().halt(AGAIN);
    }
  }

  // Search: every candidate compiled alone over the classes as they are.

  private static void search(int lane, int lanes) throws Exception {
    Path log = results.resolve("lane" + lane + ".txt");
    List<String> done = Files.exists(log) ? Files.readAllLines(log) : List.of();
    List<String> red = lines("red.txt");
    List<String> green = lines("green.txt");
    long stop = Long.parseLong(lines("stop.txt").get(0)) + Long.parseLong(
        Files.readString(results.resolve("start")).trim());
    long limit = Long.parseLong(lines("limit.txt").get(0));
    Path found = results.resolve("found");
    Compiler compiler = new Compiler();
    Map<String, byte[]> texts = new HashMap<>();
    for (String line : lines("index.txt")) {
      String[] parts = line.split(" ", 4);
      int number = Integer.parseInt(parts[0]);
      if (number % lanes != lane || number <= last(done)) continue;
      if (System.currentTimeMillis() >= stop) break;
      if (Files.exists(found)) {
        stop = Math.min(stop, Long.parseLong(Files.readString(found).trim()));
        if (System.currentTimeMillis() >= stop) break;
      }
      String path = parts[3];
      byte[] text = texts.get(path);
      if (text == null) texts.put(path, text = Files.readAllBytes(Path.of(path)));
      int from = Integer.parseInt(parts[1]);
      int to = Integer.parseInt(parts[2]);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(text, 0, from);
      changed.write(Files.readAllBytes(job.resolve("c" + number)));
      changed.write(text, to, text.length - to);
      // Told first: what ends this process is not tried again.
      write(log, number + " begun");
      Map<String, byte[]> made = compiler.compile(path, changed.toString(StandardCharsets.UTF_8));
      String verdict = made == null ? "unbuilt" : verdict(red, made, limit);
      if (verdict.equals("passed")) {
        write(log, number + " near");
        verdict = verdict(green, made, limit);
        if (verdict.equals("passed")) {
          write(log, number + " plausible");
          long now = System.currentTimeMillis();
          long more = Math.min(15_000, Math.max(2_000, (now - start()) / 2));
          if (!Files.exists(found)) Files.writeString(found, Long.toString(now + more));
        }
      }
      if (verdict.equals("stuck")) Runtime.getRuntime().halt(AGAIN);
    }
    write(log, "end");
  }

  private static long start() throws IOException {
    return Long.parseLong(Files.readString(results.resolve("start")).trim());
  }

  private static int last(List<String> done) {
    int last = -1;
    for (String line : done) {
      String word = line.split(" ")[0];
      if (!word.equals("end")) last = Math.max(last, Integer.parseInt(word));
    }
    return last;
  }

  private static String verdict(List<String> tests, Map<String, byte[]> made, long limit)
      throws Exception {
    for (String test : tests) {
      String status = run(test, made, limit);
      if (!status.equals("passed")) return status;
    }
    return "passed";
  }

  // One test.

  /** Runs `class#method` in a new load of all classes; `made` go before those in the folder. */
  private static String run(String test, Map<String, byte[]> made, long limit) throws Exception {
    String[] parts = test.split("#");
    String[] status = {"failed"};
    ThreadGroup group = new ThreadGroup("test");
    group.setDaemon(true);
    Thread thread = new Thread(group, () -> {
      try {
        Class<?> type = new Loader(made).loadClass(parts[0]);
        Request request =
            parts.length > 1 ? Request.method(type, parts[1]) : Request.aClass(type);
        Result result = new JUnitCore().run(request);
        boolean ran = result.getRunCount() > 0;
        status[0] = !result.wasSuccessful() ? "failed" : ran ? "passed" : "skipped";
      } catch (ClassNotFoundException | LinkageError error) {
        status[0] = "failed";
      }
    }, "test", 64L << 20);
    thread.setDaemon(true);
    thread.start();
    thread.join(limit);
    boolean stuck = thread.isAlive() || group.activeCount() > 0;
    return stuck && !stopped(group) ? "stuck" : thread.isAlive() ? "failed" : status[0];
  }

  /** Ends what a test left running; false where the machine does not let us. */
  @SuppressWarnings({"deprecation", "removal"})
  private static boolean stopped(ThreadGroup group) throws InterruptedException {
    Thread[] running = new Thread[64];
    for (int round = 0; round < 5; round++) {
      int count = group.enumerate(running, true);
      if (count == 0) return true;
      for (int index = 0; index < count; index++) {
        try {
          running[index].stop();
        } catch (UnsupportedOperationException error) {
          return false;
        }
      }
      Thread.sleep(20);
    }
    return group.activeCount() == 0;
  }

  /** The project's classes, new for each load; everything else is the machine's. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> made;

    Loader(Map<String, byte[]> made) {
      super(TandemTry.class.getClassLoader());
      this.made = made;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) return known;
        byte[] bytes = made.get(name);
        Path file = classes.resolve(name.replace('.', '/') + ".class");
        try {
          if (bytes == null && Files.exists(file)) bytes = Files.readAllBytes(file);
        } catch (IOException error) {
          throw new ClassNotFoundException(name, error);
        }
        return bytes == null
            ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
      }
    }
  }

  /** Compiles one source in memory. */
  private static final class Compiler {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    /** The classes by name; null where it does not compile. */
    Map<String, byte[]> compile(String path, String text) {
      Map<String, ByteArrayOutputStream> made = new HashMap<>();
      JavaFileManager manager = new ForwardingJavaFileManager<>(files) {
        @Override
        public JavaFileObject getJavaFileForOutput(
            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
          return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/')), kind) {
            @Override
            public OutputStream openOutputStream() {
              ByteArrayOutputStream stream = new ByteArrayOutputStream();
              made.put(name, stream);
              return stream;
            }
          };
        }
      };
      String name = Path.of(path).getFileName().toString();
      JavaFileObject source =
          new SimpleJavaFileObject(URI.create("mem:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoring) {
              return text;
            }
          };
      String classPath = classes + ":" + System.getProperty("java.class.path");
      boolean isMade = compiler.getTask(
          Writer.NONE, manager, diagnostic -> {}, List.of("-nowarn", "-proc:none", "-cp", classPath),
          null, List.of(source)).call();
      if (!isMade) return null;
      Map<String, byte[]> bytes = new HashMap<>();
      made.forEach((type, stream) -> bytes.put(type, stream.toByteArray()));
      return bytes;
    }
  }

  private static final class Writer {
    static final java.io.Writer NONE = java.io.Writer.nullWriter();
  }

  private static List<String> lines(String name) throws IOException {
    List<String> found = new ArrayList<>(Files.readAllLines(job.resolve(name)));
    found.removeIf(String::isEmpty);
    return found;
  }

  private static void write(Path path, String line) throws IOException {
    try (FileWriter file = new FileWriter(path.toFile(), true)) {
      file.write(line + "\n");
    }
  }
}
