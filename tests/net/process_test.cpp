// Running commands, with shell scripts as the commands.
#include "net/process.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

using namespace scout;
using base::ErrorKind;
using net::Command;
using net::Outcome;
using net::Process;

class ProcessTest : public QObject {
    Q_OBJECT

    std::string m_errors;
    QTemporaryDir m_folder;

    static Command shell(const std::string& script) {
        Command command;
        command.program = "sh";
        command.args = {"-c", script};
        return command;
    }

    base::Result<Outcome> run(Command command) {
        m_errors.clear();
        std::optional<base::Result<Outcome>> result;
        Process process(
            std::move(command), [this](std::string_view text) { m_errors += text; },
            [&](auto outcome) { result = outcome; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 30000)) qFatal("a hang");
        return *result;
    }

  private slots:
    void outputAndExitCode() {
        const auto got = run(shell("printf 'a b'; printf warn >&2; exit 3"));
        QVERIFY(got);
        QCOMPARE(got->exitCode, 3);
        QCOMPARE(got->output, std::string("a b"));
        QCOMPARE(got->errors, std::string("warn"));
        QCOMPARE(m_errors, std::string("warn"));
    }

    void argumentsAreNotSplit() {
        Command command = shell("printf '%s|' \"$@\"");
        command.args.insert(command.args.end(), {"x", "a b", "", "$HOME", "'"});
        QCOMPARE(run(command)->output, std::string("a b||$HOME|'|"));
    }

    void environmentIsAddedTo() {
        Command command = shell("printf '%s|%s' \"$SCOUT_TEST\" \"$SCOUT_INHERITED\"");
        command.env = {{"SCOUT_TEST", "first"}, {"SCOUT_TEST", "second"}};
        qputenv("SCOUT_INHERITED", "yes");
        QCOMPARE(run(command)->output, std::string("second|yes"));
    }

    void inputIsEmptyUnlessInherited() { QCOMPARE(run(shell("cat; printf end"))->output, std::string("end")); }

    void missingCommand_data() {
        QTest::addColumn<QString>("program");
        QTest::newRow("name") << "scout-no-such-command";
        QTest::newRow("path") << "/nowhere/scout-no-such-command";
    }
    void missingCommand() {
        QFETCH(QString, program);
        Command command;
        command.program = program.toStdString();
        const auto got = run(command);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::notFound);
        QCOMPARE(got.error().where, command.program);
    }

    void commandThatCannotRun() {
        QFile file(m_folder.filePath(QStringLiteral("plain.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a program");
        file.close();
        Command command;
        command.program = file.fileName().toStdString();
        const auto got = run(command);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::config);
    }

    void killedBySignal() {
        const auto got = run(shell("kill -SEGV $$"));
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::server);
    }

    void timeLimit() {
        Command command = shell("printf partial; exec sleep 1000");
        command.timeout = std::chrono::milliseconds(100);
        const auto got = run(command);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::timeout);
    }

    void timeLimitInWords_data() {
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 1000 << "1 s";
        QTest::newRow("a part") << 150 << "150 ms";
    }
    void timeLimitInWords() {
        QFETCH(int, milliseconds);
        QFETCH(QString, text);
        Command command = shell("exec sleep 1000");
        command.timeout = std::chrono::milliseconds(milliseconds);
        const auto got = run(command);
        QVERIFY(!got);
        QCOMPARE(got.error().what, "\"sh\" did not end within " + text.toStdString());
    }

    // Only what has a group of its own can be ended together; what may ask stays in the terminal's.
    void groups_data() {
        QTest::addColumn<bool>("interactive");
        QTest::newRow("interactive") << true;
        QTest::newRow("not interactive") << false;
    }
    void groups() {
        QFETCH(bool, interactive);
        Command command = shell("echo $$ >&2; exec sleep 1000");
        command.inheritInput = interactive;
        std::string said;
        std::optional<base::Result<Outcome>> result;
        Process process(
            command, [&](std::string_view text) { said += text; }, [&](auto outcome) { result = outcome; });
        QTRY_VERIFY(said.ends_with('\n'));
        const pid_t pid = std::stoi(said);
        QCOMPARE(::getpgid(pid), interactive ? ::getpgrp() : pid);
        process.cancel();
        QTRY_VERIFY(result);
    }

    // The end of a pipe tells that nobody holds its other side any more.
    void whatItStartedEndsToo() {
        const QByteArray pipe = QFile::encodeName(m_folder.filePath(QStringLiteral("pipe")));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        std::string heard;
        const auto read = [reader, &heard] {
            char text[8];
            const ssize_t count = ::read(reader, text, sizeof text);
            if (count > 0) heard.append(text, static_cast<std::size_t>(count));
            return count;
        };
        std::optional<base::Result<Outcome>> result;
        Process process(shell("sh -c 'echo up; exec sleep 60' > '" + pipe.toStdString() + "' 2>&1 & wait"), nullptr,
                        [&](auto outcome) { result = outcome; });
        QTRY_VERIFY(read() != 0 && heard == "up\n");
        process.cancel();
        QTRY_VERIFY(result);
        QCOMPARE(result->error().kind, ErrorKind::cancelled);
        QTRY_COMPARE(read(), ssize_t{0});
        ::close(reader);
    }

    void outputLimit() {
        Command command = shell("while :; do printf 0123456789012345678901234567890123456789; done");
        command.maxOutput = 100000;
        const auto got = run(command);
        QVERIFY(!got);
        QCOMPARE(got.error().kind, ErrorKind::tooLarge);
    }

    void keepsTheEndOfStderr() {
        const auto got =
            run(shell("i=0; while [ $i -lt 2000 ]; do printf 0123456789 >&2; i=$((i+1)); done; printf last >&2"));
        QVERIFY(got);
        QCOMPARE(got->errors.size(), std::size_t{4096});
        QVERIFY(got->errors.ends_with("789last"));
        QCOMPARE(m_errors.size(), std::size_t{20004});
    }

    void stderrComesBeforeTheEnd() {
        std::optional<base::Result<Outcome>> result;
        std::string seen;
        Process process(
            shell("printf 'open the browser' >&2; exec sleep 1000"), [&](std::string_view text) { seen += text; },
            [&](auto outcome) { result = outcome; });
        QTRY_COMPARE(seen, std::string("open the browser"));
        QVERIFY(!result);
        process.cancel();
        QTRY_VERIFY(result);
        QCOMPARE(result->error().kind, ErrorKind::cancelled);
    }

    void cancelledBeforeItBegan() {
        int calls = 0;
        Process process(shell("exit 0"), nullptr, [&](auto) { ++calls; });
        process.cancel();
        process.cancel();
        QCOMPARE(calls, 0);
        QTRY_COMPARE(calls, 1);
    }

    void destroyedInItsOwnCallback() {
        std::optional<Process> process;
        bool done = false;
        process.emplace(shell("exit 0"), nullptr, [&](auto) {
            process.reset();
            done = true;
        });
        QTRY_VERIFY(done);
    }

    void noCallbackAfterDestruction() {
        bool called = false;
        const QString mark = m_folder.filePath(QStringLiteral("mark"));
        {
            Process process(shell("touch '" + mark.toStdString() + "'; exec sleep 1000"), nullptr,
                            [&](auto) { called = true; });
            QTRY_VERIFY(QFile::exists(mark));
        }
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(ProcessTest)
#include "process_test.moc"
