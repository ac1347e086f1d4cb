/*
 * taskkill /PID number [/T] [/F]: what Waystation asks of Windows' program of this name, for Wine, whose own refuses /T.
 * With /T everything that the process has started ends too, the youngest generation first. Ends with 0, with 1 when a
 * process could not be ended or the words are wrong, with 128 when there is no such process.
 */
#include <windows.h>
#include <tlhelp32.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PROCESSES = 4096, DONE = 0, NOT_DONE = 1, NOT_FOUND = 128 };

typedef struct {
  PROCESSENTRY32 entries[MOST_PROCESSES];
  int count;
} Snapshot;

static Snapshot snapshot;

static int takeSnapshot(void) {
  HANDLE handle = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (handle == INVALID_HANDLE_VALUE) return NOT_DONE;
  PROCESSENTRY32 entry;
  entry.dwSize = sizeof entry;
  for (BOOL more = Process32First(handle, &entry); more && snapshot.count < MOST_PROCESSES;
       more = Process32Next(handle, &entry)) {
    snapshot.entries[snapshot.count++] = entry;
  }
  CloseHandle(handle);
  return DONE;
}

static int isThere(DWORD id) {
  for (int at = 0; at < snapshot.count; at += 1) {
    if (snapshot.entries[at].th32ProcessID == id) return 1;
  }
  return 0;
}

static int endOne(DWORD id) {
  HANDLE process = OpenProcess(PROCESS_TERMINATE, FALSE, id);
  BOOL ended = process != NULL && TerminateProcess(process, 1);
  DWORD error = GetLastError();
  if (process != NULL) CloseHandle(process);
  if (ended) {
    printf("SUCCESS: The process with PID %lu has been terminated.\n", id);
    return DONE;
  }
  fprintf(stderr, "ERROR: The process with PID %lu could not be terminated. Reason: %lu\n", id, error);
  return NOT_DONE;
}

static int endTree(DWORD id, int depth) {
  int result = DONE;
  /* A number that is used again can make a ring of parents; no tree of ours is as deep as this. */
  for (int at = 0; depth < 64 && at < snapshot.count; at += 1) {
    const PROCESSENTRY32 *entry = &snapshot.entries[at];
    if (entry->th32ParentProcessID == id && entry->th32ProcessID != id) {
      result |= endTree(entry->th32ProcessID, depth + 1);
    }
  }
  return endOne(id) | result;
}

int main(int count, char **words) {
  DWORD id = 0;
  int withTree = 0;
  for (int at = 1; at < count; at += 1) {
    if (_stricmp(words[at], "/t") == 0) withTree = 1;
    else if (_stricmp(words[at], "/pid") == 0 && at + 1 < count) id = strtoul(words[++at], NULL, 10);
    else if (_stricmp(words[at], "/f") != 0) {
      fprintf(stderr, "ERROR: Invalid argument/option - '%s'.\n", words[at]);
      return NOT_DONE;
    }
  }
  if (id == 0 || takeSnapshot() != DONE) {
    fprintf(stderr, "ERROR: No process was named, or the processes cannot be listed.\n");
    return NOT_DONE;
  }
  if (!isThere(id)) {
    fprintf(stderr, "ERROR: The process \"%lu\" not found.\n", id);
    return NOT_FOUND;
  }
  return withTree ? endTree(id, 0) : endOne(id);
}
