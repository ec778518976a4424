#!/usr/bin/env bash
# Drives the real window under Xvfb with keys, as a user would.
#
#   .ci/window.sh PROGRAM              the checks; PROGRAM is the window's, suigao-cli stands beside it
#   .ci/window.sh PROGRAM --no-network only the way from start to end, without a network socket
#   .ci/window.sh PROGRAM --shot FILE  only takes the picture that the README shows
#
# Needs xvfb, xdotool, xclip, imagemagick and strace. It waits for things to happen, not for time to
# pass: the program prints a line for each frame (SUIGAO_TRACE=1), files appear, processes end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$(realpath "${1:?the path of the window program}")
cli=$(dirname "$program")/suigao-cli
example=tests/data/青石镇2026年党风廉政建设工作总结.txt
width=1366 height=768
work=$(mktemp -d)
pids=()

finish() {
    local code=$? pid
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    if [ $code -ne 0 ] && [ -s "$work/log" ]; then
        printf '\nThe program said:\n' >&2
        grep -v '^frame ' "$work/log" >&2 || true
    fi
    rm -rf "$work"
}
trap finish EXIT

fail() { printf 'window: %s\n' "$*" >&2; exit 1; }
pass() { printf 'window: %s\n' "$*"; }

# until_true SECONDS WHAT COMMAND...: runs the command until it succeeds.
until_true() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "waited in vain: $what"
        sleep 0.05
    done
}

# ---- the display and the program ----

# display OPTION...: starts an X server on a free number and makes it the display.
display() {
    rm -f "$work/number"
    Xvfb -screen 0 ${width}x${height}x24 -nolisten tcp -displayfd 3 "$@" 3>"$work/number" 2>"$work/xvfb" &
    pids+=($!)
    until_true 20 'an X server' test -s "$work/number"
    DISPLAY=:$(<"$work/number")
    export DISPLAY
}

# A file dialog of the desktop's would wait for an answer that nobody gives.
mkdir "$work/bin"
printf '#!/bin/sh\nexit 1\n' >"$work/bin/zenity"
chmod +x "$work/bin/zenity"

# What the program is started with, whatever it is outside: no locale, no Wayland, no D-Bus.
clean=(env -u LANG -u LANGUAGE -u LC_ALL -u LC_CTYPE -u LC_MESSAGES -u SUIGAO_LANG -u XMODIFIERS
    -u WAYLAND_DISPLAY -u WAYLAND_SOCKET -u DBUS_SESSION_BUS_ADDRESS
    PATH="$work/bin:$PATH" SUIGAO_HOME="$work/home" SUIGAO_TRACE=1 LIBGL_ALWAYS_SOFTWARE=1)

frames() { grep -c '^frame ' "$work/log" || true; }
has_frames() { [ "$(frames)" -gt 0 ]; }
has_ended() { ! kill -0 "$app" 2>/dev/null; }
has_frames_or_ended() { has_frames || has_ended; }

# What the program is watched by.
tracer=()

# start [VARIABLE=VALUE]... PROGRAM [FILE]: starts the program; `shown` or `ends` is next.
start() {
    "${tracer[@]}" "${clean[@]}" "$@" >"$work/log" 2>&1 &
    app=$!
    pids+=("$app")
}

# shown: waits until the window stands there, the pointer out of its way and the keyboard its own.
shown() {
    until_true 60 'the first frame' has_frames
    window=$(timeout 20 xdotool search --sync --onlyvisible --class suigao | head -n 1)
    [ -n "$window" ] || fail 'there is no window'
    xdotool mousemove $((width - 2)) $((height - 2)) windowfocus --sync "$window"
    still
}

# still: waits until, for a quarter of a second, nothing is drawn and no thread works or wants to:
# a caret may blink in between. On a busy machine an answer may be long in coming.
still() {
    local last=-1 now calm=0 end=$((SECONDS + 60))
    while [ $calm -lt 5 ]; do
        [ $SECONDS -lt $end ] || fail 'the window does not come to rest'
        sleep 0.05
        now=$(frames)
        if [ "$now" = "$last" ] && ! works; then calm=$((calm + 1)); else calm=0 last=$now; fi
    done
}
works() { grep -qs '^State:[[:space:]]*[RD]' "/proc/$app/task/"*/status; }

# answered COMMAND...: does something that the window must answer with a frame, and waits for it.
answered() {
    local before
    before=$(frames)
    "$@"
    until_true 20 "a frame after: $*" has_more_frames "$before"
    still
}
has_more_frames() { [ "$(frames)" -gt "$1" ]; }

# idle SECONDS WHAT: no frame is drawn in this time.
idle() {
    local before
    before=$(frames)
    sleep "$1"
    [ "$(frames)" = "$before" ] || fail "$(($(frames) - before)) frames in $1 s without input: $2"
    pass "no frame in $1 s without input: $2"
}

# ends: waits for the program's own end and sets `code`.
ends() {
    until_true 30 'the end of the program' has_ended
    code=0
    wait "$app" || code=$?
}

# ends_with_sentence WHAT: it could not open a window, and says so.
ends_with_sentence() {
    ends
    ! grep -q panicked "$work/log" || fail "$1: a panic"
    [ "$code" = 3 ] || fail "$1: code $code instead of 3"
    grep -q suigao-cli "$work/log" || fail "$1: no sentence about suigao-cli"
    pass "$1: code 3 and a sentence"
}

stop() {
    kill "$app"
    wait "$app" 2>/dev/null || true
}

# ---- the user ----

key() {
    local name
    for name in "$@"; do answered xdotool key "$name"; done
}
click() { answered xdotool mousemove "$1" "$2" click 1; }

# ASCII, key by key.
type_keys() { answered xdotool type --delay 40 -- "$1"; }

# Anything else, from the clipboard.
paste() {
    printf '%s' "$1" >"$work/clipboard"
    xclip -quiet -selection clipboard <"$work/clipboard" 2>/dev/null &
    local owner=$!
    pids+=("$owner")
    until_true 10 'the clipboard' clipboard_is "$work/clipboard"
    key ctrl+v
    kill "$owner" 2>/dev/null || true
    wait "$owner" 2>/dev/null || true
}
clipboard_is() { xclip -o -selection clipboard 2>/dev/null | cmp -s - "$1"; }

picture() { import -window root "$1"; }

# ---- the checks ----

# From the template to the finished file.
whole_way() {
    local text='镇党委专题研究3次，“一岗双责”落实到26个村（社区）。'
    local folder=$work/文稿
    mkdir "$folder"
    start LANG=zh_CN.UTF-8 "$program"
    shown
    idle 10 'start page'

    click 300 215
    paste 青石镇
    key Tab
    key ctrl+a
    type_keys 2026
    key Return
    # From the end of the opening, where the caret is put, over the heading to the first point.
    key ctrl+End
    key Down
    key Down
    key ctrl+End
    paste "$text"
    type_keys 'OA 100%'

    key ctrl+s
    key ctrl+a
    paste "$folder/总结"
    key Return
    until_true 20 'the project file' test -s "$folder/总结.ron"
    until_true 5 'the project file, whole' "$cli" outline "$folder/总结.ron"
    "$cli" outline --json "$folder/总结.ron" >"$work/outline"
    grep -qF "\"落实党委主体责任。${text}OA 100%\"" "$work/outline" || fail 'the project lacks what was typed'
    grep -qF '"title": "青石镇2026年党风廉政建设工作总结"' "$work/outline" || fail 'the project lacks its fields'
    pass 'a project made from a template, filled in, typed into and saved'

    key ctrl+e
    key Return
    local file=$folder/青石镇2026年党风廉政建设工作总结.txt
    until_true 20 'the finished file' test -s "$file"
    # The command line makes the same summary, without a window.
    "$cli" new --template dangfeng-lianzheng --field 单位=青石镇 --field 年度=2026 -o "$work/same.ron" \
        2>/dev/null
    "$cli" export --newline crlf -o "$work/same.txt" "$work/same.ron" 2>/dev/null
    sed -i "s|落实党委主体责任。|&${text}OA 100%|" "$work/same.txt"
    diff "$work/same.txt" "$file" || fail 'the finished file is another one than the command line writes'
    pass 'the finished file, byte for byte as expected'

    click 620 327
    key ctrl+End
    blinks_then_calms
    idle 10 'caret in a text, 20 s after the last key'

    key ctrl+q
    ends
    [ "$code" = 0 ] || fail "the program ended with code $code"
    grep -qF 总结.ron "$work/home/config/settings.ron" || fail 'the project is not among the recent ones'
    pass 'closed by Ctrl+Q without a question'
}

# blinks_then_calms: the caret blinks, and stops blinking: no frame for two seconds.
blinks_then_calms() {
    local before end=$((SECONDS + 45))
    before=$(frames)
    sleep 2
    has_more_frames "$before" || fail 'there is no caret that blinks'
    until [ "$before" = "$(frames)" ]; do
        [ $SECONDS -lt $end ] || fail 'the caret goes on blinking'
        before=$(frames)
        sleep 2
    done
}

# The same way and opening what was saved, and no network socket on it: those to the X server and
# D-Bus stay on this machine.
no_network() {
    # With -D the program stays the child of this script, with --seccomp-bpf it stays fast.
    tracer=(strace -D -f --seccomp-bpf -qq -e trace=socket -A -o "$work/sockets")
    # Whether a network socket would be seen at all.
    "${tracer[@]}" bash -c ': >/dev/udp/127.0.0.1/9' || true
    until_true 5 'the record of a network socket' test -s "$work/sockets"
    [ "$(network_sockets)" -gt 0 ] || fail 'a network socket is not seen'
    rm "$work/sockets"
    whole_way
    start "$program" "$work/文稿/总结.ron"
    shown
    key ctrl+q
    ends
    [ "$code" = 0 ] || fail "opening what was saved ended with code $code"
    grep -q AF_UNIX "$work/sockets" || fail 'not even the socket to the X server is seen'
    [ "$(network_sockets)" = 0 ] || fail "network sockets: $(grep AF_INET "$work/sockets")"
    pass "no network socket among $(grep -c 'socket(' "$work/sockets") in two sessions"
    tracer=()
}
network_sockets() { grep -cE 'AF_INET6?\b' "$work/sockets" || true; }

# The X11 input methods need UTF-8, whatever the system's locale is.
locales() {
    local locale
    start SUIGAO_HOME="$work/utf8" LANG=zh_CN.UTF-8 "$program"
    shown
    picture "$work/utf8.png"
    stop
    # Of the last one only the name is UTF-8: nobody has installed it.
    for locale in C zh_CN.GB18030 zh_XX.UTF-8; do
        start SUIGAO_HOME="$work/$locale" LC_ALL=$locale "$program"
        shown
        tr '\0' '\n' <"/proc/$app/environ" | grep -qx LC_ALL=C.UTF-8 || fail "stayed under $locale"
        [ "$(xdotool getwindowname "$window")" = 岁稿 ] || fail "the title is not Chinese under $locale"
        picture "$work/$locale.png"
        stop
        local differ
        differ=$(compare -metric AE "$work/utf8.png" "$work/$locale.png" null: 2>&1 || true)
        [ "$differ" = 0 ] || fail "the start page looks different under $locale: $differ pixels"
        pass "under LC_ALL=$locale it restarts in UTF-8, and the start page is the same"
    done
}

# Without a display there is a sentence, not a window.
no_display() {
    start LANG=zh_CN.UTF-8 env -u DISPLAY "$program"
    ends_with_sentence 'without a display'
}

# Where OpenGL is too old or missing, the other renderer draws; where neither can, a sentence.
renderers() {
    start MESA_GL_VERSION_OVERRIDE=1.1 "$program"
    draws_or_tells 'OpenGL 1.1'
    display -extension GLX
    start "$program"
    draws_or_tells 'without GLX'
    start __EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent VK_ICD_FILENAMES=/nonexistent \
        VK_DRIVER_FILES=/nonexistent "$program"
    ends_with_sentence 'without any renderer'
}

draws_or_tells() {
    until_true 60 "a window or an end: $1" has_frames_or_ended
    if has_ended; then
        ends_with_sentence "$1"
    else
        stop
        ! grep -q panicked "$work/log" || fail "$1: a panic"
        pass "$1: drawn all the same"
    fi
}

# ---- the picture for the README ----

# The example with limits, the caret in a point of its second part.
shot() {
    "$cli" import -o "$work/总结.ron" "$example"
    start LANG=zh_CN.UTF-8 "$program" "$work/总结.ron"
    shown
    until_true 20 'the project' test -e "$work/home/config/settings.ron"
    still
    key ctrl+shift+p
    paste 全文字数要求
    key Return
    type_keys 2000
    key Return
    # The outline grows with each limit, so from its end upwards: where the part is, and the height
    # at which it asks for a limit.
    local part
    for part in '431 181 500' '291 181 500' '179 181 500' '123 148 200'; do
        read -r row ask most <<<"$part"
        click 130 "$row"
        click 880 "$ask"
        type_keys "$most"
        key Return
    done
    click 130 363
    key ctrl+End ctrl+s
    until_true 20 'the file with its limits' has_limits
    xdotool mousemove $((width - 2)) $((height - 2))
    still
    import -window "$window" -strip -define png:compression-level=9 "$1"
    stop
}
has_limits() { [ "$(grep -c 'max: 500' "$work/总结.ron")" = 3 ]; }

display
if [ "${2:-}" = --shot ]; then
    shot "${3:?the file for the picture}"
elif [ "${2:-}" = --no-network ]; then
    no_network
else
    no_network
    locales
    no_display
    renderers
fi
